import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseJson } from '../jsonrpc/index.js'
import { Database } from '../ovsdb-server/index.js'

/**
 * The database of the captured Contiv node.
 *
 * @param fixtures the folder with `vswitch.ovsschema` and `load-contiv-node.json`, a whole `transact`
 * @throws when the transaction fails
 */
export function loadSwitch(fixtures: string): Database {
  const read = (name: string) => parseJson(readFileSync(join(fixtures, name), 'utf8'))
  const database = new Database(read('vswitch.ovsschema'))
  const [, ...operations] = read('load-contiv-node.json') as readonly unknown[]
  const { kind, results } = database.transact(operations)
  if (kind !== 'done') throw new Error(`expected ${fixtures} to load, got ${JSON.stringify(results)}`)
  return database
}
