import { Database } from '../../lib/demo/ovsdb-server/index.js'

const SET = { min: 0, max: 'unlimited' } as const
const OPTIONAL = { min: 0, max: 1 } as const

/** A schema with a column of every shape: `thing` refers strongly to `part`, weakly to itself; `lone` holds one row. */
export const EVERY_SHAPE = {
  name: 'shapes',
  version: '1.0.0',
  tables: {
    thing: {
      isRoot: true,
      indexes: [['name']],
      columns: {
        name: { type: 'string' },
        n: { type: 'integer' },
        digit: { type: { key: { type: 'integer', minInteger: 0, maxInteger: 9 } } },
        r: { type: 'real' },
        b: { type: 'boolean' },
        colour: { type: { key: { type: 'string', enum: ['set', ['red', 'blue']] }, ...OPTIONAL } },
        size: { type: { key: 'integer', ...OPTIONAL } },
        code: { type: { key: { type: 'string', minLength: 2, maxLength: 3 }, ...OPTIONAL } },
        tags: { type: { key: 'string', ...SET } },
        few: { type: { key: 'integer', min: 1, max: 2 } },
        counts: { type: { key: 'string', value: 'integer', ...SET } },
        parts: { type: { key: { type: 'uuid', refTable: 'part' }, ...SET } },
        friends: { type: { key: 'string', value: { type: 'uuid', refTable: 'thing', refType: 'weak' }, ...SET } },
        fixed: { type: 'integer', mutable: false },
      },
    },
    part: {
      columns: { label: { type: 'string' }, next: { type: { key: { type: 'uuid', refTable: 'part' }, ...OPTIONAL } } },
    },
    lone: { isRoot: true, maxRows: 1, columns: { i: { type: 'integer' } } },
  },
} as const

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
