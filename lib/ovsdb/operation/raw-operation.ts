/**
 * An operation in the form that RFC 7047 section 5.2 gives it on the wire.
 *
 * @example
 * const operation: RawOperation = { op: 'select', table: 'Bridge', where: [['name', '==', 'contivVlanBridge']], columns: ['name'] }
 * const [result] = await client.transactRaw([operation])
 * console.log(result) // → { rows: [ { name: 'contivVlanBridge' } ] }
 */
export interface RawOperation {
  readonly op: string
  readonly [member: string]: unknown
}
