import { stringify } from 'lossless-json'
import { escapeControlsInJson } from '../interfaces/index.js'
import { parseJson } from '../jsonrpc/index.js'
import { UsageError } from './errors.js'

/** JSON on a line of its own, or indented; integers are exact. */
export function formatJson(value: unknown, pretty: boolean): string {
  return `${escapeControlsInJson(stringify(value, null, pretty ? 2 : undefined) ?? 'null')}\n`
}

/** @throws {UsageError} when it is none */
export function parseJsonOperand(text: string, what: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    throw new UsageError(`expected ${what} in JSON, got ${(error as Error).message}`)
  }
}
