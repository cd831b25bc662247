import type { CallOptions } from '../client/options.js'
import type { ReplicaColumns, ReplicaTableName } from '../monitor/change.js'
import type { ReplicaIndexes } from '../monitor/replica-tables.js'
import type { Condition } from '../operation/condition.js'

/**
 * Which rows of a table are replicated: `true` all of them, `false` none, a list those that meet **at least one** of its
 * conditions, so that the empty list is none.
 *
 * Conditions are joined by OR, not by AND as in `select`: that is what `monitor_cond` can say, and a row that has to meet
 * two conditions at once can be asked for by one of them only.
 *
 * @example
 * const tunnels: RowCondition<OpenVSwitch, 'Interface'> = [['type', '==', 'vxlan'], ['type', '==', 'gre']]
 * await using interfaces = await client.replicate({ Interface: ['name'] }, { where: { Interface: tunnels } })
 * console.log(interfaces.table('Interface').rows.size) // → 0
 */
export type RowCondition<Model, Table extends keyof Model & string> = boolean | readonly Condition<Model, Table>[]

/**
 * The conditions of the tables; a table without one is replicated whole.
 *
 * @example
 * const where: ReplicaConditions<OpenVSwitch, { Port: ['name']; Interface: ['name'] }> = {
 *   Port: false,
 *   Interface: [['name', '==', 'vvport1']],
 * }
 * await replica.setConditions(where)
 * console.log(replica.table('Port').rows.size, replica.table('Interface').rows.size) // → 0 1
 */
export type ReplicaConditions<Model, Columns extends ReplicaColumns<Model>> = {
  readonly [Table in ReplicaTableName<Model, Columns>]?: RowCondition<Model, Table>
}

/**
 * Which rows to replicate, how they are to be found, and how long the first reading may take.
 *
 * @example
 * const columns = { Port: ['name', 'tag'] } as const
 * const options: ReplicateOptions<OpenVSwitch, typeof columns> = { where: { Port: [['tag', '==', 1]] }, indexes: { Port: [['tag']] } }
 * await using ports = await client.replicate(columns, options)
 * console.log(ports.table('Port').find({ tag: 1 })) // → [ { name: 'vvport8', tag: 1 } ]
 */
export interface ReplicateOptions<Model, Columns extends ReplicaColumns<Model>> extends CallOptions {
  /** Which rows. A row that begins to meet its table's conditions is inserted, one that ceases to is deleted. */
  readonly where?: ReplicaConditions<Model, Columns> | undefined
  /** Sets of columns by which `find` is to be a look-up, besides the schema's own indexes. */
  readonly indexes?: ReplicaIndexes<Model, Columns> | undefined
}

/** The conditions of tables known at run time only. */
export type AnyConditions = Readonly<
  Record<string, boolean | readonly (readonly [string, string, unknown])[] | undefined>
>
