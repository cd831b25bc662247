import { stringifyJson } from '../jsonrpc/index.js'
import { completeRow, formatRow, parseRow, type Row } from '../ovsdb/row/row.js'
import { DatabaseError } from '../ovsdb/value/database-error.js'
import { arrayMember, type Members, parseColumns, stringMember, whereMember } from './operation-members.js'
import type { Transaction } from './transaction.js'

/** A `wait` does not hold yet. */
export class WaitUnmet extends DatabaseError {
  override readonly name = 'WaitUnmet'
  /** Milliseconds from the arrival of the transaction during which it may be tried again. */
  readonly timeout: number

  constructor(timeout: number) {
    super('timed out', 'the rows are not as the transaction waits for them')
    this.timeout = timeout
  }
}

/**
 * RFC 7047 section 5.2.6: the rows found, of these columns, equal (or do not equal) the rows given, as sets.
 *
 * @throws {WaitUnmet} when they do not; {DatabaseError} `syntax error`
 */
export function wait(operation: Members, transaction: Transaction): unknown {
  const table = transaction.table(operation.table)
  const columns = parseColumns(arrayMember(operation, 'columns'), table)
  const until = stringMember(operation, 'until')
  if (until !== '==' && until !== '!=') throw new DatabaseError('syntax error', 'expected "==" or "!="', until)
  const textOf = (row: Row) => stringifyJson(formatRow(row, table, columns))
  const actual = new Set(transaction.find(table.name, whereMember(operation, table, transaction)).map(textOf))
  const expected = new Set(
    arrayMember(operation, 'rows').map((json) => {
      return textOf(completeRow(parseRow(json, table, transaction.uuidNamed), table))
    }),
  )
  const equal = actual.size === expected.size && [...actual].every((text) => expected.has(text))
  if (equal === (until === '==')) return {}
  throw new WaitUnmet(timeoutOf(operation))
}

function timeoutOf(operation: Members): number {
  const { timeout = Number.POSITIVE_INFINITY } = operation
  if (typeof timeout === 'number') return timeout
  throw new DatabaseError('syntax error', 'expected milliseconds as "timeout"', operation)
}
