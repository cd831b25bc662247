import { InvalidValueError } from '../errors.js'
import { isUuid } from './atom.js'
import type { Uuid } from './types.js'

/**
 * Makes a UUID of a text that comes from elsewhere than a row, in lower case as the server writes it.
 *
 * With the table named, `parseUuid<'Port'>(text)`, the compiler refuses it where a row of another table belongs; without,
 * it is taken wherever a UUID is. That there is such a row nobody checks.
 *
 * @throws {@link InvalidValueError} when it is none
 * @example
 * const uuid = parseUuid<'Port'>('9F04604D-7d5d-40c8-b321-dbf309952511')
 * console.log(uuid) // → 9f04604d-7d5d-40c8-b321-dbf309952511
 * console.log(await client.select('Port', { columns: ['name'], where: [['_uuid', '==', uuid]] })) // → []
 */
export function parseUuid<Table extends string = never>(text: string): Uuid<NoInfer<Table>> {
  if (isUuid(text)) return text.toLowerCase() as Uuid<Table>
  throw new InvalidValueError('UUID', 'one such as 9f04604d-7d5d-40c8-b321-dbf309952511', text)
}
