import type { TableName, WantedColumn } from '../model.js'
import type { Condition } from '../operation/condition.js'
import type { CallOptions } from './options.js'

export interface SelectOptions<Model, Table extends TableName<Model>, Column extends WantedColumn<Model, Table>>
  extends CallOptions {
  /** The columns wanted; those that the server's schema may lack with a trailing `?`. */
  readonly columns: readonly Column[]
  /** Only rows that meet all of these. Default: every row. */
  readonly where?: readonly Condition<Model, Table>[]
}
