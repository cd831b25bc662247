import { parseDbStorageStatus, parseListDbs } from '../../../unixctl/index.js'
import { SWITCH_MODES } from '../../config/config.js'
import type { Ask } from '../../sources/daemon-source.js'
import type { CollectorDeclaration, Sample } from '../declaration.js'
import { flag } from '../samples.js'
import { unlessRefused } from './unless-refused.js'

type Reading = readonly { readonly database: string; readonly status: string }[]

/** Whether databases can be written to their files. */
export const OVSDB_STORAGE = {
  name: 'ovsdb_storage',
  help: 'whether ovsdb-server can write its databases to their files',
  modes: SWITCH_MODES,
  enabled: true,
  families: [
    {
      name: 'ovs_ovsdb_storage_healthy',
      type: 'gauge',
      help: 'Whether the database can be written to its file.',
      labels: ['database'],
      source: 'ovsdb-server/get-db-storage-status',
      since: '2.15',
      samples: (databases) => databases.map(({ database, status }): Sample => [{ database }, flag(status === 'ok')]),
    },
  ],
} as const satisfies CollectorDeclaration<Reading>

export async function readOvsdbStorage(ask: Ask): Promise<Reading> {
  const reading = []
  for (const database of parseListDbs((await ask('ovsdb-server/list-dbs')) ?? '')) {
    const text = await unlessRefused(ask('ovsdb-server/get-db-storage-status', database), 'Failed to find the database')
    if (text !== undefined) reading.push({ database, status: parseDbStorageStatus(text) })
  }
  return reading
}
