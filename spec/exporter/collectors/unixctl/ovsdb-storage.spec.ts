import t from 'tap'
import { OVSDB_STORAGE, readOvsdbStorage } from '../../../../lib/exporter/collectors/unixctl/ovsdb-storage.js'
import { asking, refusal, samplesFrom } from '../../../support/ask.js'
import { golden } from '../../../support/unixctl-parser.js'

const list = { 'ovsdb-server/list-dbs': 'Open_vSwitch\nbroken\ngone' }
const command = 'ovsdb-server/get-db-storage-status'

t.test('each database that is still there', async (t) => {
  const ask = asking({
    ...list,
    [`${command} Open_vSwitch`]: golden('get-db-storage-status.3.1'),
    [`${command} broken`]: golden('get-db-storage-status.failed.written-after-2.15-source'),
    [`${command} gone`]: refusal(command, 'Failed to find the database.'),
  })
  t.strictSame(await samplesFrom(OVSDB_STORAGE, await readOvsdbStorage(ask)), [
    'ovs_ovsdb_storage_healthy{database="Open_vSwitch"} 1',
    'ovs_ovsdb_storage_healthy{database="broken"} 0',
  ])
})

t.test('a daemon without the command', async (t) => {
  t.strictSame(await readOvsdbStorage(asking(list)), [])
  t.strictSame(await readOvsdbStorage(asking({})), [])
})
