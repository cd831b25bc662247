import t from 'tap'
import { parseSyncStatus } from '../../../lib/unixctl/commands/sync-status.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('3.1', async (t) => {
  t.strictSame(parseSyncStatus(golden('sync-status.active.3.1')), [
    { database: undefined, state: 'active', replication: undefined },
  ])
  t.strictSame(parseSyncStatus(golden('sync-status.backup.3.1')), [
    { database: undefined, state: 'backup', replication: 'replicating' },
  ])
})

t.test('3.4: each database has its own', async (t) => {
  t.strictSame(parseSyncStatus(golden('sync-status.written-after-3.4-source')), [
    { database: 'Open_vSwitch', state: 'active', replication: undefined },
    { database: 'hardware_vtep', state: 'backup', replication: 'not connected' },
    { database: 'other', state: 'backup', replication: 'replicating' },
  ])
})

t.test('a backup that does not replicate', async (t) => {
  for (const [line, replication] of [
    ['connecting: tcp:192.0.2.1:6640', 'connecting'],
    ['Replication to (tcp:192.0.2.1:6640) failed\n', 'failed'],
    ['not connected to tcp:192.0.2.1:6640', 'not connected'],
    ['asleep', undefined],
  ] as const) {
    t.strictSame(parseSyncStatus(`state: backup\n${line}`), [{ database: undefined, state: 'backup', replication }])
  }
})

t.test('nothing', async (t) => t.strictSame(parseSyncStatus('replicating: x\n'), []))

t.test('any text', async () => checkAnyText(parseSyncStatus))
