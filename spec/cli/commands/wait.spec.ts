import { join } from 'node:path'
import t from 'tap'
import { wait } from '../../../lib/cli/commands/wait.js'
import { runCommand } from '../../support/cli.js'
import { eventually } from '../../support/eventually.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

t.test(
  'until a database is there, and until it is gone',
  { skip: missing('ovsdb-server', 'ovs-appctl') },
  async (t) => {
    const server = await startOvsdbServer(t)
    const { remote, dir } = server
    for (const state of ['added', 'connected']) t.equal(await runCommand(wait, remote, ['Open_vSwitch', state]), '')
    t.equal(await runCommand(wait, remote, ['Test', 'removed']), '')

    let done = false
    const added = runCommand(wait, remote, ['Test', 'connected']).then(() => {
      done = true
    })
    const file = join(dir, 'test.db')
    await run('ovsdb-tool', ['create', file, writeTestSchema(t)])
    t.notOk(done)
    await run('ovs-appctl', ['-t', server.unixctl, 'ovsdb-server/add-db', file])
    await added
    const removed = runCommand(wait, remote, ['Test', 'removed'])
    await run('ovs-appctl', ['-t', server.unixctl, 'ovsdb-server/remove-db', 'Test'])
    await removed

    const controller = new AbortController()
    const reason = new Error('enough')
    const waiting = runCommand(wait, remote, ['Test', 'added'], { signal: controller.signal })
    controller.abort(reason)
    await t.rejects(waiting, reason)
    await t.rejects(runCommand(wait, remote, ['Test']), { name: 'UsageError' })
    await t.rejects(runCommand(wait, remote, ['Test', 'nix']), { message: /expected a state .*, got "nix"/ })
  },
)

t.test('for a server that is not there yet', { skip: missing('ovsdb-server', 'ovs-appctl') }, async (t) => {
  const server = await startOvsdbServer(t)
  await server.kill()
  const complaints: string[] = []
  let done = false
  const waiting = runCommand(wait, server.remote, ['Open_vSwitch', 'added'], {
    complain: (message) => complaints.push(message),
  }).then(() => {
    done = true
  })
  await eventually(() => complaints.length > 0)
  t.notOk(done)
  await server.restart()
  await waiting
  t.match(complaints[0], /^cannot connect to tcp:127\.0\.0\.1:\d+: .*ECONNREFUSED.*; trying again$/)
  t.strictSame([...new Set(complaints)].length, complaints.length, 'each reason once')
})
