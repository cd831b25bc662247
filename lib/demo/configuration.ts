import type { Integer } from '../ovsdb/index.js'
import type { Database } from '../ovsdb-server/index.js'

interface ConfigurationRow {
  readonly next_cfg: Integer
  readonly cur_cfg: Integer
}

const ROOT = { table: 'Open_vSwitch', where: [] }

/**
 * Says of every change of the configuration that it is in force, as ovs-vswitchd does once it has carried it out:
 * ovs-vsctl raises `next_cfg` and then waits until `cur_cfg` is the same.
 */
export function acknowledgeConfiguration(database: Database): void {
  database.onCommit((changes) => {
    if (changes.has(ROOT.table)) queueMicrotask(() => acknowledge(database))
  })
}

function acknowledge(database: Database): void {
  const [root] = database.transact([{ op: 'select', ...ROOT, columns: ['next_cfg', 'cur_cfg'] }]).results
  const [row] = (root as { readonly rows: readonly ConfigurationRow[] }).rows
  if (row !== undefined && row.next_cfg !== row.cur_cfg) {
    database.transact([{ op: 'update', ...ROOT, row: { cur_cfg: row.next_cfg } }])
  }
}
