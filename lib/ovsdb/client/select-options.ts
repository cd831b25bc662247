import type { TableName, WantedColumn } from '../model.js'
import type { Condition } from '../operation/condition.js'
import type { CallOptions } from './options.js'

/**
 * Which columns of which rows to read, and how long that may take.
 *
 * @example
 * const options: SelectOptions<OpenVSwitch, 'Port', 'name' | 'tag'> = { columns: ['name', 'tag'], where: [['tag', '==', 1]] }
 * console.log(await client.select('Port', options)) // → [ { name: 'vvport8', tag: 1 } ]
 */
export interface SelectOptions<Model, Table extends TableName<Model>, Column extends WantedColumn<Model, Table>>
  extends CallOptions {
  /** The columns wanted; those that the server's schema may lack with a trailing `?`. */
  readonly columns: readonly Column[]
  /** Only rows that meet all of these. Default: every row. */
  readonly where?: readonly Condition<Model, Table>[]
}
