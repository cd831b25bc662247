import type { Integer } from '../ovsdb/index.js'
import type { Database } from '../ovsdb-server/index.js'
import type { Random } from './random.js'
import { addTraffic } from './traffic.js'

interface StatisticsRow {
  readonly _uuid: unknown
  readonly statistics: readonly ['map', readonly (readonly [string, Integer])[]]
}

/** One step of ovs-vswitchd's own work: adds traffic to the statistics of every Interface that has any. */
export function moveCounters(database: Database, random: Random): void {
  const columns = ['_uuid', 'statistics']
  const [interfaces] = database.transact([{ op: 'select', table: 'Interface', where: [], columns }]).results
  const { rows } = interfaces as { readonly rows: readonly StatisticsRow[] }
  database.transact(
    rows.map(({ _uuid, statistics: [, pairs] }) => ({
      op: 'update',
      table: 'Interface',
      where: [['_uuid', '==', _uuid]],
      row: { statistics: ['map', [...addTraffic(new Map(pairs), random)]] },
    })),
  )
}
