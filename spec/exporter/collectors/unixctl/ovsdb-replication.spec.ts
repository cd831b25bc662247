import t from 'tap'
import {
  OVSDB_REPLICATION,
  readOvsdbReplication,
} from '../../../../lib/exporter/collectors/unixctl/ovsdb-replication.js'
import { asking, samplesFrom } from '../../../support/ask.js'
import { golden } from '../../../support/unixctl-parser.js'

const samplesOf = async (name: string) =>
  samplesFrom(OVSDB_REPLICATION, await readOvsdbReplication(asking({ 'ovsdb-server/sync-status': golden(name) })))

t.test('3.1', async (t) => {
  t.strictSame(await samplesOf('sync-status.active.3.1'), ['ovs_ovsdb_replication_backup{} 0'])
  t.strictSame(await samplesOf('sync-status.backup.3.1'), [
    'ovs_ovsdb_replication_backup{} 1',
    'ovs_ovsdb_replication_up{} 1',
  ])
})

t.test('3.4', async (t) => {
  t.strictSame(await samplesOf('sync-status.written-after-3.4-source'), [
    'ovs_ovsdb_replication_backup{database="Open_vSwitch"} 0',
    'ovs_ovsdb_replication_backup{database="hardware_vtep"} 1',
    'ovs_ovsdb_replication_backup{database="other"} 1',
    'ovs_ovsdb_replication_up{database="hardware_vtep"} 0',
    'ovs_ovsdb_replication_up{database="other"} 1',
  ])
})

t.test('a daemon without the command', async (t) => {
  t.strictSame(await readOvsdbReplication(asking({})), [])
})
