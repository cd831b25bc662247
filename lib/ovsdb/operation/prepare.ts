import { excerpt } from '../../jsonrpc/index.js'
import { InvalidOperationError, UnknownTableError } from '../errors.js'
import type { UntypedModel } from '../model.js'
import type { DatabaseSchema, TableSchema } from '../schema/types.js'
import { prepareAbort, prepareAssert, prepareComment, prepareCommit } from './control.js'
import { prepareDelete } from './delete.js'
import { prepareInsert } from './insert.js'
import { prepareMutate } from './mutate.js'
import type { Operation } from './operation.js'
import type { PreparedOperation } from './prepared.js'
import { prepareSelect } from './select.js'
import { prepareUpdate } from './update.js'
import { prepareWait } from './wait.js'

const MEMBERS: Readonly<Record<Operation<UntypedModel>['op'], readonly string[]>> = {
  insert: ['op', 'table', 'row', 'ref', 'uuid'],
  select: ['op', 'table', 'columns', 'where'],
  update: ['op', 'table', 'where', 'row'],
  mutate: ['op', 'table', 'where', 'mutations'],
  delete: ['op', 'table', 'where'],
  wait: ['op', 'table', 'where', 'columns', 'until', 'rows', 'timeout'],
  commit: ['op', 'durable'],
  abort: ['op'],
  comment: ['op', 'comment'],
  assert: ['op', 'lock'],
}

/**
 * Makes an operation ready to be sent to a server with that schema.
 *
 * @throws {UnknownTableError} {UnknownColumnError} {ImmutableColumnError} {InvalidValueError}
 * @throws {TypeError} when it is no operation, or has a member that none of its kind has: a misspelt `where` would not
 * keep it from any row
 */
export function prepareOperation(
  operation: Operation<UntypedModel>,
  schema: DatabaseSchema,
): PreparedOperation<unknown> {
  checkMembers(operation)
  switch (operation.op) {
    case 'insert':
      return prepareInsert(lookUpTable(schema, operation.table), operation.row, operation)
    case 'select':
      return prepareSelect(lookUpTable(schema, operation.table), operation.columns, operation.where ?? [])
    case 'update':
      return prepareUpdate(lookUpTable(schema, operation.table), operation.where, operation.row)
    case 'mutate':
      return prepareMutate(lookUpTable(schema, operation.table), operation.where, operation.mutations)
    case 'delete':
      return prepareDelete(lookUpTable(schema, operation.table), operation.where)
    case 'wait':
      return prepareWait(lookUpTable(schema, operation.table), operation)
    case 'commit':
      return prepareCommit(operation.durable)
    case 'abort':
      return prepareAbort()
    case 'comment':
      return prepareComment(operation.comment)
    case 'assert':
      return prepareAssert(operation.lock)
  }
}

function checkMembers(operation: Operation<UntypedModel>): void {
  const { op } = operation
  if (!Object.hasOwn(MEMBERS, op)) {
    throw new InvalidOperationError(`expected an operation of RFC 7047 section 5.2, got "${excerpt(String(op))}"`)
  }
  const stranger = Object.keys(operation).find((member) => !MEMBERS[op].includes(member))
  if (stranger === undefined) return
  throw new InvalidOperationError(
    `expected of "${op}" only the members ${MEMBERS[op].join(', ')}, got "${excerpt(stranger)}"`,
  )
}

/** @throws {UnknownTableError} */
export function lookUpTable(schema: DatabaseSchema, name: string): TableSchema {
  const table = schema.tables.get(name)
  if (table === undefined) throw new UnknownTableError(`database "${schema.name}"`, name)
  return table
}
