import { parseSyncStatus, type SyncStatus } from '../../../unixctl/index.js'
import { SWITCH_MODES } from '../../config/config.js'
import type { Ask } from '../../sources/daemon-source.js'
import type { CollectorDeclaration, Sample } from '../declaration.js'
import { flag } from '../samples.js'

type Reading = readonly SyncStatus[]

/** Active-backup replication of databases (ovsdb(7), "Active-Backup Database Service Model"). */
export const OVSDB_REPLICATION = {
  name: 'ovsdb_replication',
  help: 'whether databases are backups of those of another server, and are kept so',
  modes: SWITCH_MODES,
  enabled: true,
  families: [
    {
      name: 'ovs_ovsdb_replication_backup',
      type: 'gauge',
      help: 'Whether the database is a backup; until 3.2 one state is that of all databases, and the label is absent.',
      labels: ['database'],
      source: 'ovsdb-server/sync-status',
      since: '2.6',
      samples: (states) => states.map(({ database, state }): Sample => [{ database }, flag(state === 'backup')]),
    },
    {
      name: 'ovs_ovsdb_replication_up',
      type: 'gauge',
      help: 'Whether the backup follows its original; only of backups.',
      labels: ['database'],
      source: 'ovsdb-server/sync-status',
      since: '2.6',
      samples: (states) =>
        states.map(
          ({ database, state, replication }): Sample => [
            { database },
            state === 'backup' ? flag(replication === 'replicating') : undefined,
          ],
        ),
    },
  ],
} as const satisfies CollectorDeclaration<Reading>

export async function readOvsdbReplication(ask: Ask): Promise<Reading> {
  return parseSyncStatus((await ask('ovsdb-server/sync-status')) ?? '')
}
