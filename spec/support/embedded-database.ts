import { Database } from '../../lib/ovsdb-server/index.js'
import { EVERY_SHAPE } from './every-shape.js'

/** A database of {@link EVERY_SHAPE}, with these rows in `thing`. */
export function everyShape(...things: readonly object[]): Database {
  const database = new Database(EVERY_SHAPE)
  perform(database, ...things.map((row) => ({ op: 'insert', table: 'thing', row })))
  return database
}

/** Carries operations out and returns their results. @throws when one of them, or the commit, fails */
export function perform(database: Database, ...operations: readonly object[]): readonly unknown[] {
  const outcome = database.transact(operations)
  if (outcome.kind === 'done') return outcome.results
  throw new Error(`expected a transaction that succeeds, got ${JSON.stringify(outcome)}`)
}

/** The error that operations end with, as sent to the client, after those that succeeded. */
export function failureOf(database: Database, ...operations: readonly object[]): { error: string; details: string } {
  const outcome = database.transact(operations)
  const failure = outcome.kind === 'failed' ? outcome.results.find((result) => isError(result)) : undefined
  if (failure !== undefined) return failure as { error: string; details: string }
  throw new Error(`expected a transaction that fails, got ${JSON.stringify(outcome)}`)
}

/** What a `select` finds. */
export function rowsOf(database: Database, select: object): readonly Readonly<Record<string, unknown>>[] {
  const [result] = perform(database, { op: 'select', where: [], ...select })
  return (result as { rows: readonly Readonly<Record<string, unknown>>[] }).rows
}

function isError(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'error' in result
}
