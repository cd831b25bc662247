import type { PlainName, TableName, UntypedModel, WantedColumn } from '../model.js'
import { NamedUuid } from '../value/named-uuid.js'
import type { Uuid } from '../value/types.js'
import type { Mutation } from './mutation.js'
import type {
  AbortOperation,
  AssertOperation,
  CommentOperation,
  CommitOperation,
  DeleteOperation,
  InsertOperation,
  MutateOperation,
  OperationCondition,
  SelectOperation,
  UpdateOperation,
  WaitOperation,
} from './operation.js'
import type { ChangedValues, NewValues, WritableColumns } from './writable.js'

/**
 * An insert whose row the same transaction can refer to.
 *
 * @example
 * const eth0: ReferableInsert<OpenVSwitch, 'Interface'> = insert('Interface', { name: 'eth0' })
 * const port = insert('Port', { name: 'eth0', interfaces: [eth0.ref] })
 */
export type ReferableInsert<Model, Table extends TableName<Model>> = InsertOperation<Model, Table> & {
  readonly ref: NamedUuid<Table>
}

/**
 * Makes operations on the tables of a model: frozen values, to be given to `transact`.
 *
 * @example
 * const { insert, mutate, delete: remove }: Operations<OpenVSwitch> = operations<OpenVSwitch>()
 * console.log(remove('QoS', [])) // → { op: 'delete', table: 'QoS', where: [] }
 */
export interface Operations<Model> {
  /**
   * Adds a row. Its `ref` stands for the row in the same transaction, wherever a UUID of its table is taken.
   *
   * @param options `uuid`: the UUID that the row is to have, such as `parseUuid(crypto.randomUUID())` (Open vSwitch 2.13
   * and later)
   * @example
   * const port = insert('Port', { name: 'eth0' })
   * const bridge = insert('Bridge', { name: 'br0', ports: [port.ref] })
   */
  insert<Table extends TableName<Model>>(
    table: Table,
    row: NewValues<Model, Table>,
    options?: { readonly uuid?: Uuid<NoInfer<Table>> },
  ): ReferableInsert<Model, Table>

  /**
   * Reads rows, as the operations before have left them.
   *
   * @example
   * select('Bridge', { columns: ['_uuid', 'ports'], where: [['name', '==', 'br0']] })
   */
  select<Table extends TableName<Model>, Wanted extends WantedColumn<Model, Table>>(
    table: Table,
    rows: {
      readonly columns: readonly Wanted[]
      readonly where?: readonly OperationCondition<Model, Table>[]
    },
  ): SelectOperation<Model, Table, Wanted>

  /**
   * Gives columns new values in every row that meets all conditions; in every row of the table when there is none.
   *
   * @example
   * update('Port', [['name', '==', 'eth0']], { tag: 5 })
   */
  update<Table extends TableName<Model>>(
    table: Table,
    where: readonly OperationCondition<Model, Table>[],
    row: ChangedValues<Model, Table>,
  ): UpdateOperation<Model, Table>

  /**
   * Changes columns by what they hold, in every row that meets all conditions.
   *
   * @example
   * mutate('Bridge', [['name', '==', 'br0']], [['flood_vlans', 'insert', [5, 6]]])
   */
  mutate<Table extends TableName<Model>>(
    table: Table,
    where: readonly OperationCondition<Model, Table>[],
    mutations: readonly Mutation<Model, Table>[],
  ): MutateOperation<Model, Table>

  /** Deletes every row that meets all conditions; every row of the table when there is none. */
  delete<Table extends TableName<Model>>(
    table: Table,
    where: readonly OperationCondition<Model, Table>[],
  ): DeleteOperation<Model, Table>

  /**
   * Goes on when the rows that meet all conditions hold, in these columns, the rows given. The server does so as soon as
   * they do; when that takes longer than `timeout` the transaction is rejected with a {@link TimedOutError}.
   *
   * @example
   * wait('Open_vSwitch', { where: [], columns: ['cur_cfg'], until: '==', rows: [{ cur_cfg: 5 }], timeout: 5000 })
   */
  wait<Table extends TableName<Model>, Wanted extends WantedColumn<Model, Table>>(
    table: Table,
    awaited: Omit<WaitOperation<Model, Table>, 'op' | 'table' | 'columns' | 'rows'> & {
      readonly columns: readonly Wanted[]
      readonly rows: readonly Partial<Pick<WritableColumns<Model, Table>, LookedAt<Model, Table, Wanted>>>[]
    },
  ): WaitOperation<Model, Table>

  /**
   * Rejects the transaction, with a {@link TimedOutError}, unless the row is there and holds these values: it is a `wait`
   * that does not wait. A column whose value is `undefined` is not looked at where the server's schema lacks it.
   *
   * @example
   * const [row] = await client.select('Bridge', { columns: ['_uuid', 'fail_mode'] })
   * if (row) await client.transact([verify('Bridge', row._uuid, { fail_mode: row.fail_mode }), update('Bridge', [], { stp_enable: false })])
   */
  verify<Table extends TableName<Model>>(
    table: Table,
    uuid: Uuid<NoInfer<Table>>,
    values: Partial<WritableColumns<Model, Table>>,
  ): WaitOperation<Model, Table>

  /**
   * Ends the transaction well, which it does anyway.
   *
   * @param options `durable`: have the reply wait until the transaction is on disk
   */
  commit(options?: { readonly durable?: boolean }): CommitOperation

  /** Fails the transaction, whatever else it holds. */
  abort(): AbortOperation

  /** Has the server write a line into its log beside the transaction. */
  comment(comment: string): CommentOperation

  /** Rejects the transaction, with a {@link NotOwnerError}, unless this client owns the lock. */
  assert(lock: string): AssertOperation
}

type LookedAt<Model, Table extends TableName<Model>, Wanted extends string> = NoInfer<PlainName<Wanted>> &
  keyof WritableColumns<Model, Table>

const OPERATIONS: Operations<UntypedModel> = Object.freeze<Operations<UntypedModel>>({
  insert: (table, row, { uuid } = {}) =>
    Object.freeze({
      op: 'insert',
      table,
      row: frozenRow(row),
      ref: new NamedUuid<typeof table>(),
      ...(uuid !== undefined && { uuid }),
    }),
  select: (table, { columns, where = [] }) =>
    Object.freeze({ op: 'select', table, columns: Object.freeze([...columns]), where: clauses(where) }),
  update: (table, where, row) => Object.freeze({ op: 'update', table, where: clauses(where), row: frozenRow(row) }),
  mutate: (table, where, mutations) =>
    Object.freeze({ op: 'mutate', table, where: clauses(where), mutations: clauses(mutations) }),
  delete: (table, where) => Object.freeze({ op: 'delete', table, where: clauses(where) }),
  wait: (table, { where, columns, until, rows, timeout }) =>
    Object.freeze({
      op: 'wait',
      table,
      where: clauses(where),
      columns: Object.freeze([...columns]),
      until,
      rows: Object.freeze(rows.map(frozenRow)),
      ...(timeout !== undefined && { timeout }),
    }),
  verify: (table, uuid, values) =>
    OPERATIONS.wait(table, {
      where: [['_uuid', '==', uuid]],
      columns: Object.entries({ _uuid: uuid, ...values }).map(([name, value]) =>
        value === undefined ? `${name}?` : name,
      ),
      until: '==',
      rows: [{ _uuid: uuid, ...values }],
      timeout: 0,
    }),
  commit: ({ durable = false } = {}) => Object.freeze({ op: 'commit', durable }),
  abort: () => Object.freeze({ op: 'abort' }),
  comment: (comment) => Object.freeze({ op: 'comment', comment }),
  assert: (lock) => Object.freeze({ op: 'assert', lock }),
})

/**
 * The makers of operations, for the tables of a model. The operations are values: they talk to nobody until they are
 * given to `transact`, and can be used again.
 *
 * @example
 * const { insert, mutate } = operations<OpenVSwitch>()
 * const port = insert('Port', { name: 'eth0' })
 * await client.transact([port, mutate('Bridge', [['name', '==', 'br0']], [['ports', 'insert', port.ref]])])
 */
export function operations<Model = UntypedModel>(): Operations<Model> {
  return OPERATIONS as unknown as Operations<Model>
}

function clauses<Clause extends readonly unknown[]>(all: readonly Clause[]): readonly Clause[] {
  return Object.freeze(all.map((clause) => Object.freeze(clause.map(frozenValue)) as readonly unknown[] as Clause))
}

function frozenRow<R extends object>(row: R): R {
  return Object.freeze(Object.fromEntries(Object.entries(row).map(([name, value]) => [name, frozenValue(value)])) as R)
}

/** Copies sets and maps: what its maker does with his own does not change the operation. */
function frozenValue(value: unknown): unknown {
  if (value instanceof Map) return new Map(value)
  return Array.isArray(value) ? Object.freeze([...value]) : value
}
