import t from 'tap'
import { backup } from '../../../lib/cli/commands/backup.js'
import { dump } from '../../../lib/cli/commands/dump.js'
import { restore } from '../../../lib/cli/commands/restore.js'
import { runCommand } from '../../support/cli.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { TEST_SCHEMA, writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-client', 'ovsdb-tool')

/** What is in the database but for UUIDs, each of which becomes the number of its place. */
function withoutUuids(dumped: string): readonly string[] {
  return dumped
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .split('\n')
    .map((line) => line.replaceAll(/ +/g, ' '))
    .sort()
}

t.test('what was backed up is back, references included', { skip }, async (t) => {
  const from = await startOvsdbServer(t, { load: 'fixtures/ovsdb/load-contiv-node.json' })
  const to = await startOvsdbServer(t)
  await to.transact([{ op: 'insert', table: 'Open_vSwitch', row: { external_ids: ['map', [['to', 'go']]] } }])
  for (const stdin of [await runCommand(backup, from.remote), await run('ovsdb-client', ['backup', from.remote])]) {
    t.equal(await runCommand(restore, to.remote, [], { stdin }), '')
    const persistent = ['Bridge', 'Port', 'Interface', 'Open_vSwitch']
    for (const table of persistent) {
      const columns =
        {
          Bridge: ['name', 'ports'],
          Port: ['name', 'interfaces', 'tag'],
          Interface: ['name', 'external_ids'],
          Open_vSwitch: ['bridges', 'external_ids'],
        }[table] ?? []
      const [ours, theirs] = await Promise.all(
        [from, to].map(({ remote }) => runCommand(dump, remote, ['Open_vSwitch', table, ...columns])),
      )
      t.strictSame(withoutUuids(ours ?? ''), withoutUuids(theirs ?? ''), table)
    }
    const where = [['name', '==', 'vvport1']]
    const [{ rows: ports }] = (await to.transact([
      { op: 'select', table: 'Port', where, columns: ['interfaces'] },
    ])) as [{ rows: [{ interfaces: unknown }] }]
    const [{ rows }] = (await to.transact([{ op: 'select', table: 'Interface', where, columns: ['_uuid'] }])) as [
      { rows: [{ _uuid: unknown }] },
    ]
    t.strictSame(ports[0].interfaces, rows[0]._uuid, 'a port has its interface')
  }
})

t.test('a database with another name', { skip }, async (t) => {
  const from = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  await from.transact([{ op: 'insert', table: 'Other', row: { name: 'a' } }])
  const stdin = await runCommand(backup, from.remote)
  const to = await startOvsdbServer(t, { schema: writeTestSchema(t, { ...TEST_SCHEMA, name: 'Twin' }) })
  t.equal(await runCommand(restore, to.remote, ['Twin'], { stdin }), '')
  t.match(await runCommand(dump, to.remote, ['Twin', 'Other', 'name'], { format: 'csv' }), /^name\na$/m)
  await t.rejects(runCommand(restore, to.remote, [], { stdin }), { name: 'ConnectError' })
})

t.test('a database with another schema', { skip }, async (t) => {
  const from = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  await from.transact([{ op: 'insert', table: 'Other', row: { name: 'a' } }])
  const stdin = await runCommand(backup, from.remote)
  const to = await startOvsdbServer(t, { schema: writeTestSchema(t, { ...TEST_SCHEMA, version: '2.0.0' }) })
  await t.rejects(runCommand(restore, to.remote, [], { stdin }), {
    message: /version 2\.0\.0.*version 1\.0\.0.*--force/,
  })
  await runCommand(restore, to.remote, [], { stdin, force: true })
  t.match(await runCommand(dump, to.remote, ['Other', 'name']), /\na\n$/)
})

t.test('what is no backup, and what the database refuses, changes nothing', { skip }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  await server.transact([{ op: 'insert', table: 'Other', row: { name: 'a' } }])
  const stdin = await runCommand(backup, server.remote)
  await t.rejects(runCommand(restore, server.remote, [], { stdin: stdin.slice(0, -5) }), { name: 'UsageError' })
  await t.rejects(runCommand(restore, server.remote, ['x'], { stdin }), { message: /expected a database/ })
  t.match(await runCommand(dump, server.remote, ['Other', 'name']), /\na\n$/)
})
