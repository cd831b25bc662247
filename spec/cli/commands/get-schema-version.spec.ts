import t from 'tap'
import { getSchemaCksum, getSchemaVersion } from '../../../lib/cli/commands/get-schema-version.js'
import { startFakeServer } from '../../../lib/testing/index.js'
import { runCommand } from '../../support/cli.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { handshake, SCRIPTED_SCHEMA, startScriptedServer } from '../../support/scripted-server.js'
import { missing } from '../../support/which.js'

t.test('as ovsdb-client', { skip: missing('ovsdb-server', 'ovsdb-client') }, async (t) => {
  const { remote } = await startOvsdbServer(t)
  for (const command of [getSchemaVersion, getSchemaCksum]) {
    const theirs = await run('ovsdb-client', [command.name, remote])
    t.match(theirs, /^\d[\d. ]+\n$/)
    t.equal(await runCommand(command, remote), theirs)
    await t.rejects(runCommand(command, remote, ['Open_vSwitch', 'Bridge']), { name: 'UsageError' })
  }
})

t.test('of a schema that has none', async (t) => {
  await using server = await startFakeServer({
    schema: { name: 'Bare', tables: { T: { columns: { c: { type: 'string' } } } } },
  })
  t.equal(await runCommand(getSchemaVersion, server.remote), '\n')
  t.equal(await runCommand(getSchemaCksum, server.remote), '\n')
})

t.test('what would be an order to the terminal is shown', async (t) => {
  const { remote } = await startScriptedServer(t, handshake({ ...SCRIPTED_SCHEMA, cksum: '1\u001b[2J' } as never))
  t.match(await runCommand(getSchemaCksum, remote), /^1\\\S+\[2J\n$/)
})
