import { InvalidValueError } from '../errors.js'
import type { UntypedModel } from '../model.js'
import type { Operation } from '../operation/operation.js'
import { NamedUuid } from '../value/named-uuid.js'

/**
 * Checks that every row referred to by name is inserted by one of the operations. The server does not: it makes up a
 * UUID, stores it where the schema asks for no row, and drops it without a word where the reference is weak.
 *
 * @throws {InvalidValueError}
 */
export function checkReferences(operations: readonly Operation<UntypedModel>[]): void {
  const inserted = new Set(operations.map((operation) => (operation.op === 'insert' ? operation.ref?.name : undefined)))
  for (const operation of operations) {
    for (const [column, value] of valuesOf(operation)) {
      if (refersOnlyTo(value, inserted)) continue
      throw new InvalidValueError(column, 'references by name only to rows that the transaction inserts', value)
    }
  }
}

/** The values that an operation gives, with their columns. */
function* valuesOf(operation: Operation<UntypedModel>): Iterable<readonly [string, unknown]> {
  if (!('table' in operation)) return
  const { op, table } = operation
  const rows = op === 'insert' || op === 'update' ? [operation.row] : op === 'wait' ? operation.rows : []
  for (const row of rows) for (const [name, value] of Object.entries(row)) yield [`${table}.${name}`, value]
  const clauses = op === 'insert' ? [] : (operation.where ?? [])
  for (const [name, , value] of clauses) yield [`${table}.${name}`, value]
  if (op === 'mutate') for (const [name, , value] of operation.mutations) yield [`${table}.${name}`, value]
}

function refersOnlyTo(value: unknown, names: ReadonlySet<string | undefined>): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (value instanceof NamedUuid) return names.has(value.name)
  if (Array.isArray(value)) return value.every((element) => refersOnlyTo(element, names))
  return !(value instanceof Map) || [...value].every((pair) => refersOnlyTo(pair, names))
}
