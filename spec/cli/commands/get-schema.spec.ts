import t from 'tap'
import { getSchema } from '../../../lib/cli/commands/get-schema.js'
import { runCommand } from '../../support/cli.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { missing } from '../../support/which.js'

t.test('as ovsdb-client', { skip: missing('ovsdb-server', 'ovsdb-client') }, async (t) => {
  const { remote } = await startOvsdbServer(t)
  const theirs = JSON.parse(await run('ovsdb-client', ['get-schema', remote]))
  const text = await runCommand(getSchema, remote)
  t.strictSame(JSON.parse(text), theirs)
  t.equal(text.split('\n').length, 2)
  const pretty = await runCommand(getSchema, remote, ['Open_vSwitch'], { pretty: true })
  t.equal(pretty, `${JSON.stringify(JSON.parse(text), null, 2)}\n`)
  t.equal(JSON.parse(await runCommand(getSchema, remote, ['_Server'])).name, '_Server')
  await t.rejects(runCommand(getSchema, remote, ['Open_vSwitch', 'Bridge']), { name: 'UsageError' })
})
