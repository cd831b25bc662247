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
 */
export type RowCondition<Model, Table extends keyof Model & string> = boolean | readonly Condition<Model, Table>[]

/** The conditions of the tables; a table without one is replicated whole. */
export type ReplicaConditions<Model, Columns extends ReplicaColumns<Model>> = {
  readonly [Table in ReplicaTableName<Model, Columns>]?: RowCondition<Model, Table>
}

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
