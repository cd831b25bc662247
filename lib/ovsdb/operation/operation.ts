import type { Row, TableName, WantedColumn } from '../model.js'
import type { NamedUuid } from '../value/named-uuid.js'
import type { Uuid } from '../value/types.js'
import type { ConditionOn } from './condition.js'
import type { Mutation } from './mutation.js'
import type { ChangedValues, NewValues, WritableColumns } from './writable.js'

/**
 * A condition of an operation: its value may be a row that the same transaction inserts.
 *
 * @example
 * const port = insert('Port', { name: 'eth0' })
 * const withPort: OperationCondition<OpenVSwitch, 'Bridge'> = ['ports', 'includes', [port.ref]]
 */
export type OperationCondition<Model, Table extends TableName<Model>> = ConditionOn<WritableColumns<Model, Table>>

type Where<Model, Table extends TableName<Model>> = readonly OperationCondition<Model, Table>[]

/**
 * Adds a row (RFC 7047 section 5.2.1); its result is the row's UUID. Columns not given get their default.
 *
 * @example
 * const qos: InsertOperation<OpenVSwitch, 'QoS'> = { op: 'insert', table: 'QoS', row: { type: 'linux-htb' } }
 * const [uuid] = resultsOf(await client.transact([qos]))
 * console.log(uuid.length) // → 36
 */
export interface InsertOperation<Model, Table extends TableName<Model>> {
  readonly op: 'insert'
  readonly table: Table
  readonly row: NewValues<Model, Table>
  /** Stands for the row wherever the same transaction refers to it. */
  readonly ref?: NamedUuid<Table>
  /**
   * The UUID that the row is to have, instead of one that the server makes up. An extension of Open vSwitch 2.13;
   * an older server rejects the transaction with a {@link SyntaxRejectedError}, and one whose table has such a row with a
   * {@link DuplicateUuidError}.
   */
  readonly uuid?: Uuid<Table>
}

/**
 * Reads rows (RFC 7047 section 5.2.2), as the operations before have left them; its result is the rows.
 *
 * @example
 * const where = [['name', '==', 'vvport8']] as const
 * const port: SelectOperation<OpenVSwitch, 'Port', 'tag'> = { op: 'select', table: 'Port', where, columns: ['tag'] }
 * console.log(resultsOf(await client.transact([port]))) // → [ [ { tag: 1 } ] ]
 */
export interface SelectOperation<
  Model,
  Table extends TableName<Model>,
  Wanted extends WantedColumn<Model, Table> = WantedColumn<Model, Table>,
> {
  readonly op: 'select'
  readonly table: Table
  /** The columns wanted; those that the server's schema may lack with a trailing `?`. */
  readonly columns: readonly Wanted[]
  /** Only rows that meet all of these. Default: every row. */
  readonly where?: Where<Model, Table>
}

/**
 * Gives columns new values in every row that meets all conditions (RFC 7047 section 5.2.3); its result is their number.
 *
 * @example
 * const where = [['name', '==', 'vvport3']] as const
 * const retag: UpdateOperation<OpenVSwitch, 'Port'> = { op: 'update', table: 'Port', where, row: { tag: 5 } }
 * console.log(resultsOf(await client.transact([retag]))) // → [ 1 ]
 */
export interface UpdateOperation<Model, Table extends TableName<Model>> {
  readonly op: 'update'
  readonly table: Table
  readonly where: Where<Model, Table>
  readonly row: ChangedValues<Model, Table>
}

/**
 * Changes columns by what they hold (RFC 7047 section 5.2.4) in every row that meets all conditions; its result is their number.
 *
 * @example
 * const where = [['name', '==', 'vvport3']] as const
 * const trunk: MutateOperation<OpenVSwitch, 'Port'> = { op: 'mutate', table: 'Port', where, mutations: [['trunks', 'insert', 5]] }
 * console.log(resultsOf(await client.transact([trunk]))) // → [ 1 ]
 */
export interface MutateOperation<Model, Table extends TableName<Model>> {
  readonly op: 'mutate'
  readonly table: Table
  readonly where: Where<Model, Table>
  /** Carried out in this order. */
  readonly mutations: readonly Mutation<Model, Table>[]
}

/**
 * Deletes every row that meets all conditions (RFC 7047 section 5.2.5); its result is their number.
 *
 * @example
 * const where = [['type', '==', 'linux-htb']] as const
 * const remove: DeleteOperation<OpenVSwitch, 'QoS'> = { op: 'delete', table: 'QoS', where }
 * const outcome = await client.transact([remove], { dryRun: true })
 */
export interface DeleteOperation<Model, Table extends TableName<Model>> {
  readonly op: 'delete'
  readonly table: Table
  readonly where: Where<Model, Table>
}

/**
 * Goes on when the rows that meet all conditions hold, in these columns, the rows given (RFC 7047 section 5.2.6).
 *
 * @example
 * const unchanged: WaitOperation<OpenVSwitch, 'Bridge'> = {
 *   op: 'wait',
 *   table: 'Bridge',
 *   where: [['name', '==', 'contivVlanBridge']],
 *   columns: ['fail_mode'],
 *   until: '==',
 *   rows: [{ fail_mode: 'secure' }],
 *   timeout: 0,
 * }
 * console.log((await client.transact([unchanged])).status) // → committed
 */
export interface WaitOperation<Model, Table extends TableName<Model>> {
  readonly op: 'wait'
  readonly table: Table
  readonly where: Where<Model, Table>
  /** Those that the server's schema may lack with a trailing `?`: as long as it lacks one, it is not looked at. */
  readonly columns: readonly WantedColumn<Model, Table>[]
  /** Whether the rows found are to be the rows given, or not to be them. */
  readonly until: '==' | '!='
  readonly rows: readonly Partial<WritableColumns<Model, Table>>[]
  /**
   * Milliseconds after which the server rejects the transaction; 0 for at once. Without it, it may wait for ever. The
   * call's own timeout has to be longer, or the outcome is unknown.
   */
  readonly timeout?: number
}

/**
 * Has the reply wait until the transaction is on disk, when `durable` (RFC 7047 section 5.2.7).
 *
 * @example
 * const onDisk: CommitOperation = { op: 'commit', durable: true }
 * console.log((await client.transact([update('Open_vSwitch', [], { next_cfg: 1 }), onDisk])).status) // → committed
 */
export interface CommitOperation {
  readonly op: 'commit'
  readonly durable: boolean
}

/**
 * Fails the transaction, whatever else it holds (RFC 7047 section 5.2.8).
 *
 * @example
 * const abort: AbortOperation = { op: 'abort' }
 * console.log((await client.transact([abort])).status) // → rejected
 */
export interface AbortOperation {
  readonly op: 'abort'
}

/**
 * Has the server write a line into its log beside the transaction (RFC 7047 section 5.2.9).
 *
 * @example
 * const why: CommentOperation = { op: 'comment', comment: 'nightly_cleanup: counters' }
 * console.log((await client.transact([why])).status) // → committed
 */
export interface CommentOperation {
  readonly op: 'comment'
  readonly comment: string
}

/**
 * Fails the transaction unless this client owns the lock (RFC 7047 section 5.2.10).
 *
 * @example
 * await using lock = await client.lock('nightly_cleanup')
 * const mine: AssertOperation = { op: 'assert', lock: lock.name }
 * console.log((await client.transact([mine])).status) // → committed
 */
export interface AssertOperation {
  readonly op: 'assert'
  readonly lock: string
}

/**
 * An operation on a table.
 *
 * @example
 * function tablesOf(operations: readonly TableOperation<OpenVSwitch>[]): readonly string[] {
 *   return [...new Set(operations.map(({ table }) => table))]
 * }
 * console.log(tablesOf([insert('QoS', {}), update('Port', [], { tag: 1 })])) // → [ 'QoS', 'Port' ]
 */
export type TableOperation<Model> = {
  readonly [Table in TableName<Model>]:
    | InsertOperation<Model, Table>
    | SelectOperation<Model, Table>
    | UpdateOperation<Model, Table>
    | MutateOperation<Model, Table>
    | DeleteOperation<Model, Table>
    | WaitOperation<Model, Table>
}[TableName<Model>]

/**
 * An operation of a transaction (RFC 7047 section 5.2), in values of a program: `Map`s, arrays, `bigint`s. It is encoded
 * by the schema of the server it is sent to, so that it can be used again, on any server.
 *
 * @example
 * const work: Operation<OpenVSwitch>[] = [{ op: 'comment', comment: 'tags' }]
 * for (const name of ['vvport1', 'vvport4']) work.push(update('Port', [['name', '==', name]], { tag: 2 }))
 * const outcome = await client.transact(work)
 * console.log(outcome.status === 'committed' && outcome.results) // → [ undefined, 1, 1 ]
 */
export type Operation<Model> =
  | TableOperation<Model>
  | CommitOperation
  | AbortOperation
  | CommentOperation
  | AssertOperation

/**
 * What an operation that was carried out returns.
 *
 * @example
 * const qos = insert('QoS', { type: 'linux-htb' })
 * let uuid: ResultOf<OpenVSwitch, typeof qos> | undefined // a Uuid<'QoS'>
 * ;[uuid] = resultsOf(await client.transact([qos]))
 */
export type ResultOf<Model, Performed> = Performed extends {
  readonly op: 'insert'
  readonly table: infer Table extends TableName<Model>
}
  ? Uuid<Table>
  : Performed extends {
        readonly op: 'select'
        readonly table: infer Table extends TableName<Model>
        readonly columns: readonly (infer Wanted)[]
      }
    ? readonly Row<Model, Table, Extract<Wanted, WantedColumn<Model, Table>>>[]
    : Performed extends { readonly op: 'update' | 'mutate' | 'delete' }
      ? number
      : undefined

/**
 * The results of operations, one each, in their order.
 *
 * @example
 * const work = [insert('QoS', { type: 'linux-htb' }), update('Port', [['name', '==', 'vvport1']], { tag: 2 })] as const
 * const [uuid, changed]: ResultsOf<OpenVSwitch, typeof work> = resultsOf(await client.transact(work))
 * console.log(uuid.length, changed) // → 36 1
 */
export type ResultsOf<Model, Performed extends readonly unknown[]> = {
  readonly [Index in keyof Performed]: ResultOf<Model, Performed[Index]>
}
