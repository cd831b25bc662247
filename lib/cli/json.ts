import { stringify } from 'lossless-json'
import { escapeControlsInJson } from '../interfaces/index.js'
import { parseJson, stringifyJson } from '../jsonrpc/index.js'
import { UsageError } from './errors.js'

/** JSON on a line of its own, or indented; integers are exact. */
export function formatJson(value: unknown, pretty: boolean): string {
  const text = pretty ? stringify(value, null, 2) : stringifyJson(value)
  return `${escapeControlsInJson(text ?? 'null')}\n`
}

/** @throws {UsageError} when it is none */
export function parseJsonOperand(text: string, what: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    throw new UsageError(`expected ${what} in JSON, got ${(error as Error).message}`)
  }
}
