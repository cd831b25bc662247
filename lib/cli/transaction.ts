import { OutcomeUnknownError, RequestTimeoutError, SessionClosedError } from '../ovsdb/index.js'
import type { Context } from './command.js'
import { UsageError } from './errors.js'
import { MAX_TRANSACTION_BYTES } from './input.js'
import { parseJsonOperand } from './json.js'
import { expectOperands } from './operands.js'

/** The parameters of a `transact` (RFC 7047 section 4.1.3). */
export interface Transaction {
  readonly database: string
  readonly operations: readonly unknown[]
}

/**
 * The transaction of the command line, or of standard input for `-`.
 *
 * @throws {UsageError}
 */
export async function readTransaction({ operands, read }: Context): Promise<Transaction> {
  expectOperands(operands, 1, 1, 'one transaction, as JSON, or - for standard input')
  const [operand = ''] = operands
  const text = operand === '-' ? new TextDecoder().decode(await read(MAX_TRANSACTION_BYTES)) : operand
  const params = parseJsonOperand(text, 'a transaction')
  if (Array.isArray(params) && typeof params[0] === 'string') {
    return { database: params[0], operations: params.slice(1) }
  }
  throw new UsageError('expected a transaction as ["DATABASE", OPERATION...], got other JSON')
}

/**
 * Sends it, and waits for the reply.
 *
 * @returns the results, as the server sent them
 * @throws {OutcomeUnknownError} when it was sent and no reply came
 */
export async function transact(
  { server }: Context,
  { database, operations }: Transaction,
): Promise<readonly unknown[]> {
  await using connected = await server.connect(database)
  let sent = false
  const onSent = () => {
    sent = true
  }
  try {
    return await connected.wire.transact(database, operations as never, { signal: server.signal, onSent })
  } catch (error) {
    const lost = error instanceof SessionClosedError || error instanceof RequestTimeoutError || server.signal.aborted
    throw sent && lost ? new OutcomeUnknownError(error) : error
  }
}

/** What the server says is wrong: the first error among the results. */
export function errorOf(results: readonly unknown[]): string | undefined {
  for (const result of results) {
    if (typeof result !== 'object' || result === null || !('error' in result)) continue
    const { error, details } = result as { readonly error: unknown; readonly details?: unknown }
    return details === undefined ? String(error) : `${error}: ${details}`
  }
  return undefined
}
