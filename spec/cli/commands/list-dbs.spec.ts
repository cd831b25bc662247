import t from 'tap'
import { listDbs } from '../../../lib/cli/commands/list-dbs.js'
import { runCommand } from '../../support/cli.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { startScriptedServer } from '../../support/scripted-server.js'
import { missing } from '../../support/which.js'

t.test('what would be an order to the terminal is shown', async (t) => {
  const { remote } = await startScriptedServer(t, () => ['a\u001b[2J'])
  t.equal(await runCommand(listDbs, remote), 'a\\x1b[2J\n')
})

t.test('as ovsdb-client', { skip: missing('ovsdb-server', 'ovsdb-client') }, async (t) => {
  const { remote } = await startOvsdbServer(t)
  t.equal(await runCommand(listDbs, remote), await run('ovsdb-client', ['list-dbs', remote]))
  t.equal(await runCommand(listDbs, remote, [], { format: 'csv' }), 'name\nOpen_vSwitch\n_Server\n')
  t.strictSame(JSON.parse(await runCommand(listDbs, remote, [], { format: 'json' })).data, [
    ['Open_vSwitch'],
    ['_Server'],
  ])
  await t.rejects(runCommand(listDbs, remote, ['x']), { name: 'UsageError' })
})
