import t from 'tap'
import { lock, steal } from '../../../lib/cli/commands/lock.js'
import { connect } from '../../../lib/index.js'
import { runCommand } from '../../support/cli.js'
import { eventually } from '../../support/eventually.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { missing } from '../../support/which.js'

t.test('is held until it is given up; others wait', { skip: missing('ovsdb-server') }, async (t) => {
  const { remote } = await startOvsdbServer(t)
  const reason = new Error('enough')
  const start = () => {
    const controller = new AbortController()
    let printed = ''
    const ended = runCommand(lock, remote, ['mine'], {
      signal: controller.signal,
      printed: (text) => {
        printed += text
      },
    }).catch((error: unknown) => error)
    return { end: () => controller.abort(reason), ended, printed: () => printed }
  }
  const first = start()
  await eventually(() => first.printed() === '{"lock":"mine","state":"held"}\n')
  const second = start()
  await using client = await connect(remote, { database: 'Open_vSwitch' })
  await client.listDatabases()
  t.equal(second.printed(), '')
  first.end()
  t.equal(await first.ended, reason)
  await eventually(() => second.printed() !== '')
  second.end()
  t.equal(await second.ended, reason)
  await t.rejects(runCommand(lock, remote), { name: 'UsageError' })
})

t.test('is taken from whoever has it', { skip: missing('ovsdb-server') }, async (t) => {
  const { remote } = await startOvsdbServer(t)
  await using client = await connect(remote, { database: 'Open_vSwitch' })
  await using held = await client.lock('mine')
  const controller = new AbortController()
  let printed = ''
  const ended = runCommand(steal, remote, ['mine'], {
    signal: controller.signal,
    printed: (text) => {
      printed += text
    },
  }).catch((error: unknown) => error)
  await eventually(() => printed === '{"lock":"mine","state":"held"}\n')
  await eventually(() => held.state.state === 'lost')
  controller.abort()
  await ended
  await eventually(() => held.state.state === 'held')
})
