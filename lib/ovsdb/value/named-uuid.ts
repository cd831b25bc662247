import { InvalidValueError } from '../errors.js'
import { isId } from './atom.js'

/**
 * A row that a transaction is about to insert, as a value: given to the insert, and wherever a UUID column of the same
 * transaction is to refer to that row (RFC 7047 section 5.1 `<named-uuid>`). `Table` names the table of the row.
 *
 * @example
 * const row = new NamedUuid<'Port'>('uplink')
 * const port: InsertOperation<OpenVSwitch, 'Port'> = { op: 'insert', table: 'Port', row: { name: 'eth0' }, ref: row }
 * const join = mutate('Bridge', [['name', '==', 'br0']], [['ports', 'insert', row]])
 */
export class NamedUuid<Table extends string = string> {
  readonly name: string
  /** For the compiler only: a row of one table is none of another. */
  declare protected readonly table?: Table

  /**
   * @param name what it is called on the wire; by default a name nobody else has
   * @throws {@link InvalidValueError} when the name is no `<id>`
   */
  constructor(name = `row_${crypto.randomUUID().replaceAll('-', '_')}`) {
    if (!isId(name)) throw new InvalidValueError('named-uuid', 'a name of letters, digits and underscores', name)
    this.name = name
    Object.freeze(this)
  }
}
