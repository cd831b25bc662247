import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { connect } from '../../../lib/index.js'
import { eventually } from '../../support/eventually.js'
import { VSWITCH_SCHEMA } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { addPort, removePort } from '../../support/switch-operations.js'
import { missing } from '../../support/which.js'
import { counted, startWatchedSwitch, statisticsOf } from './watched-switch.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')

t.test('the process of ovsdb-server', { skip }, async (t) => {
  const { ovsdb, truth, down, observe, exporters, interfaces, book } = await startWatchedSwitch(t)
  const file = join(ovsdb.dir, 'conf.db')
  // Statistics are not kept in the file (`ephemeral`): ovs-vswitchd writes them anew.
  const returns = async (update: number) => {
    await truth.change(() => ovsdb.restart())
    await truth.change(() => ovsdb.transact(counted(interfaces, update)))
  }

  await t.test('is killed', (t) =>
    observe(t, 'ovsdb-killed', async () => {
      await truth.lose(() => ovsdb.kill())
      await down()
      await returns(2)
    }),
  )

  await t.test('is killed, and its content changes', async (t) => {
    const changes = [
      ...(await removePort(ovsdb, 'br0', 'eth1')),
      ...addPort({ bridge: 'br0', name: 'late', statistics: statisticsOf(99, 3) }),
    ]
    await observe(t, 'ovsdb-changed', async () => {
      await truth.lose(() => ovsdb.kill())
      await down()
      await run('ovsdb-tool', ['transact', file, JSON.stringify(['Open_vSwitch', ...changes])])
      await returns(3)
    })
    t.equal(book.kinds.filter((kind) => kind === 'delete eth1').length, 1)
    t.equal(book.kinds.filter((kind) => kind === 'insert late').length, 1)
  })

  await t.test('is killed, and its schema upgraded', async (t) => {
    const newer = join(ovsdb.dir, 'newer.ovsschema')
    const schema = JSON.parse(readFileSync(VSWITCH_SCHEMA, 'utf8'))
    schema.version = '99.0.0'
    schema.tables.Interface.columns.added = { type: 'string' }
    delete schema.cksum
    writeFileSync(newer, JSON.stringify(schema))
    await observe(t, 'ovsdb-upgraded', async () => {
      await truth.lose(() => ovsdb.kill())
      await down()
      await run('ovsdb-tool', ['convert', file, newer])
      await returns(4)
    })
  })

  await t.test('is stopped', (t) =>
    observe(t, 'ovsdb-stopped', async () => {
      await truth.lose(() => ovsdb.kill('SIGSTOP'))
      await down()
      // The probe, and not a call that ran out of time, is what ends the connection.
      await eventually(() =>
        exporters.every(({ program }) => program.output().includes('was given up: expected a reply to')),
      )
      await truth.change(() => ovsdb.kill('SIGCONT'))
    }),
  )
})

t.test('a server that is stopped is given up for the first probe that it does not answer', { skip }, async (t) => {
  const { ovsdb } = await startWatchedSwitch(t, { interfaces: 1 })
  const order: string[] = []
  // A probe is sent in the interval in which the silence begins or in the next, and has another for its answer.
  const intervals = [100, 1000]
  const probes = intervals.map((): string[] => [])
  const clients = await Promise.all(
    intervals.map(async (inactivityProbe, index) => {
      const client = await connect(ovsdb.remote, {
        database: 'Open_vSwitch',
        inactivityProbe,
        requestTimeout: 0,
        hooks: {
          onRequestEnd: ({ method, outcome }) => {
            if (method === 'echo' && outcome !== 'answered') probes[index]?.push(outcome)
          },
        },
      })
      t.teardown(() => client.close())
      client.onStatus((status) => {
        if (status.state === 'disconnected') order.push(`${inactivityProbe}: ${status.cause.message}`)
      })
      return client
    }),
  )
  await ovsdb.kill('SIGSTOP')
  const calls = clients.map((client) => client.listDatabases())
  await Promise.all(calls.map((call) => t.rejects(call, { code: 'SESSION_CLOSED' })))
  await ovsdb.kill('SIGCONT')
  t.match(order, [
    /^100: .* was given up: expected a reply to "echo"/,
    /^1000: .* was given up: expected a reply to "echo"/,
  ])
  // The next one may be on its way just then.
  for (const outcomes of probes) t.match(outcomes.join(), /^timeout(,closed)?$/)
  await Promise.all(clients.map((client) => eventually(() => client.listDatabases())))
})
