import t from 'tap'
import { RequestRefusedError } from '../../../lib/jsonrpc/index.js'
import { dialSocket } from '../../../lib/jsonrpc/node/index.js'
import { DatabaseSession } from '../../../lib/ovsdb/client/database-session.js'
import { UnsuitableServerError } from '../../../lib/ovsdb/errors.js'
import { OvsdbSession } from '../../../lib/ovsdb/session/ovsdb-session.js'
import type { ServerDatabase } from '../../../lib/ovsdb/session/server-database.js'
import { eventually } from '../../support/eventually.js'
import { startOvsdbCluster } from '../../support/ovsdb-cluster.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import type { Scope } from '../../support/scope.js'
import { handshake, SCRIPTED_SCHEMA, type Script, silence, startScriptedServer } from '../../support/scripted-server.js'
import { TEST_SCHEMA, writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

const SKIP = missing('ovsdb-server', 'ovsdb-tool', 'ovsdb-client', 'ovs-appctl')
const NEVER = new AbortController().signal
const CONVERTED = { ...TEST_SCHEMA, version: '2.0.0', tables: { Other: TEST_SCHEMA.tables.Other } }
const ENDLESS = { op: 'wait', table: 'Other', where: [], columns: ['name'], until: '==', rows: [{ name: 'never' }] }

async function open(scope: Scope, port: number, database: string, check = (_server: ServerDatabase) => {}) {
  const remote = `tcp:127.0.0.1:${port}`
  const session = new OvsdbSession(await dialSocket({ host: '127.0.0.1', port }, remote, NEVER))
  scope.teardown(() => session.close())
  return new DatabaseSession({ session, database, remote, check })
}

function portOf(remote: string): number {
  return Number(remote.split(':').at(-1))
}

/** Converts the database by another client, and gives what the session heard of it, in order. */
async function convert(scope: Scope, { port, unix }: { readonly port: number; readonly unix: string }) {
  const opened = await open(scope, port, 'Test')
  await opened.start({})
  const { session } = opened
  const heard: unknown[] = []
  for (const method of ['update2', 'monitor_canceled']) {
    session.onNotification(method, ([id]) => {
      if (id !== '_Server' && id !== '_conversion') heard.push([method, id])
    })
  }
  await session.monitorCond('Test', 'mine', { Other: [{}] })
  const waiting = session.transact('Test', [ENDLESS]).catch((error) => heard.push(error.error))
  const old = opened.schema
  opened.onSchema((schema) => {
    t.equal(opened.schema, schema)
    heard.push(schema.version)
  })
  await session.transact('Test', [{ op: 'insert', table: 'Other', row: { name: 'a' } } as { op: string }])
  await run('ovsdb-client', ['convert', unix, writeTestSchema(scope, CONVERTED)])
  await eventually(() => opened.schema !== old)
  await waiting
  return { opened, session, heard }
}

t.test('a real server', { skip: SKIP }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })

  t.test('tells the schema and what it is', async (t) => {
    const seen: ServerDatabase[] = []
    const opened = await open(t, server.port, 'Test', (server) => void seen.push(server))
    t.throws(() => opened.schema)
    await opened.start({})
    t.equal(opened.schema.version, '1.0.0')
    t.match(opened.server, { name: 'Test', model: 'standalone', connected: true, leader: true, schema: /"Item"/ })
    t.strictSame(seen, [opened.server])
    t.equal(opened.remote, server.remote)
  })

  t.test('has no such database', async (t) => {
    await t.rejects((await open(t, server.port, 'Tset')).start({}), { name: 'UnknownDatabaseError' })
  })

  t.test('converts the database, and again: the schema is renewed, in the order that is promised', async (t) => {
    const { opened, session, heard } = await convert(t, server)
    t.strictSame(heard, [['update2', 'mine'], ['monitor_canceled', 'mine'], 'canceled', '2.0.0'])
    t.strictSame([...opened.schema.tables.keys()], ['Other'])
    t.match(
      await session.monitorCond('Test', 'mine', { Other: [{ columns: ['name'] }] }),
      { Other: {} },
      'its id is free',
    )

    await session.convert('Test', { ...CONVERTED, version: '3.0.0' })
    t.strictSame(heard.slice(4), [['monitor_canceled', 'mine']], 'told before the reply to the one who converts')
    await eventually(() => opened.schema.version === '3.0.0')
    t.strictSame(heard.slice(5), ['3.0.0'])
  })

  t.test('is converted many times in a row: the last schema stays', async (t) => {
    const opened = await open(t, server.port, 'Test')
    await opened.start({})
    const told: string[] = []
    opened.onSchema(({ version }) => told.push(String(version)))
    const versions = Array.from({ length: 20 }, (_, n) => `4.0.${n}`)
    await Promise.all(versions.map((version) => opened.session.convert('Test', { ...CONVERTED, version })))
    await eventually(() => opened.schema.version === '4.0.19')
    t.strictSame(
      told,
      [...told].sort((a, b) => Number(a.slice(4)) - Number(b.slice(4))),
      'none goes backwards',
    )
  })

  t.test('removes the database: the session ends', async (t) => {
    const opened = await open(t, server.port, 'Test')
    await opened.start({})
    await run('ovs-appctl', [`--target=${server.unixctl}`, 'ovsdb-server/remove-db', 'Test'])
    t.match(await opened.session.closed, { cause: { name: 'UnknownDatabaseError' } })
  })
})

t.test('a real cluster: the same order, at a follower too', { skip: SKIP }, async (t) => {
  const cluster = await startOvsdbCluster(t, { schema: writeTestSchema(t) })
  const [follower] = await cluster.followers()
  if (follower === undefined) throw new Error('a cluster of three has followers')
  const { opened, heard } = await convert(t, follower)
  t.strictSame(heard, [['update2', 'mine'], ['monitor_canceled', 'mine'], 'canceled', '2.0.0'])
  t.match(opened.server, { model: 'clustered', connected: true, leader: false, cid: /-/, sid: /-/ })
  await eventually(() => opened.server?.schema?.includes('2.0.0'))
})

const SERVER_ROW = { name: 'Scripted', model: 'clustered', connected: true, leader: true, schema: '{}', index: 1 }

/** A server that knows all of it; what `_Server` says is given. */
function modern(row: object, then = (_method: string) => {}): Script {
  return (method, params, peer) => {
    if (method === 'monitor_cond') {
      // The update comes in one piece with the reply, right behind it.
      queueMicrotask(() => queueMicrotask(() => then(method)))
      return { Database: { u: { initial: row } } }
    }
    if (method === 'set_db_change_aware' || method === 'monitor') return {}
    return handshake()(method, params, peer)
  }
}

t.test('a server before Open vSwitch 2.9, that knows none of it', async (t) => {
  const server = await startScriptedServer(t, handshake())
  const opened = await open(t, portOf(server.remote), 'Scripted', () => t.fail('judged'))
  await opened.start({})
  t.equal(opened.schema.name, 'Scripted')
  t.equal(opened.server, undefined)
})

t.test('one whose answers to what is not in the RFC are of no form', async (t) => {
  const server = await startScriptedServer(t, (method, params, peer) =>
    method === 'get_schema' ? handshake()(method, params, peer) : 7,
  )
  const opened = await open(t, portOf(server.remote), 'Scripted', () => t.fail('judged'))
  await opened.start({})
  t.equal(opened.schema.name, 'Scripted')
})

t.test('one that will not do, at first', async (t) => {
  const server = await startScriptedServer(t, modern(SERVER_ROW))
  const reason = new UnsuitableServerError('not-leader', 'no')
  const opened = await open(t, portOf(server.remote), 'Scripted', () => {
    throw reason
  })
  await t.rejects(opened.start({}), reason)
})

t.test('one that will not do any more: the session is given up', async (t) => {
  const server = await startScriptedServer(t, modern(SERVER_ROW))
  const opened = await open(t, portOf(server.remote), 'Scripted', ({ leader }) => {
    if (!leader) throw new UnsuitableServerError('not-leader', 'no more')
  })
  await opened.start({})
  const [peer] = server.peers
  peer?.session.notify('update2', ['_Server', { Database: { u: { modify: { index: 2 } } } }])
  await eventually(() => opened.server?.index === 2)
  peer?.session.notify('update2', ['_Server', { Database: { u: { modify: { leader: false } } } }])
  t.match(await opened.session.closed, { cause: { reason: 'not-leader' } })
})

t.test('what comes right behind the reply is not lost', async (t) => {
  let tell = () => {}
  const server = await startScriptedServer(
    t,
    modern(SERVER_ROW, () => tell()),
  )
  const opened = await open(t, portOf(server.remote), 'Scripted')
  tell = () => {
    for (const index of [2, 3]) {
      server.peers[0]?.session.notify('update2', ['_Server', { Database: { u: { modify: { index } } } }])
    }
  }
  await opened.start({})
  await eventually(() => opened.server?.index === 3)
})

t.test('one that tells of itself, and does not answer, is given up', async (t) => {
  const server = await startScriptedServer(t, (method, params, peer) => {
    if (method !== 'monitor_cond') return modern(SERVER_ROW)(method, params, peer)
    peer.session.notify('update2', ['_Server', { Database: { u: { modify: { index: 2 } } } }])
    return silence()
  })
  const opened = await open(t, portOf(server.remote), 'Scripted')
  await t.rejects(opened.start({}), { code: 'SESSION_CLOSED', cause: { code: 'INVALID_UPDATE' } })
})

t.test('a renewed schema that cannot be read ends the session', async (t) => {
  let schema: unknown = SCRIPTED_SCHEMA
  const server = await startScriptedServer(t, (method, params, peer) =>
    method === 'get_schema' ? schema : modern(SERVER_ROW)(method, params, peer),
  )
  const opened = await open(t, portOf(server.remote), 'Scripted')
  await opened.start({})
  schema = { name: 'Scripted' }
  server.peers[0]?.session.notify('monitor_canceled', ['_conversion'])
  t.match(await opened.session.closed, { cause: { name: 'InvalidSchemaError' } })
})

t.test('cancelled over and over, it renews once at a time, and once more for all that came meanwhile', async (t) => {
  let schemas = 0
  const server = await startScriptedServer(t, (method, params, peer) => {
    if (method !== 'get_schema') return modern(SERVER_ROW)(method, params, peer)
    return { ...SCRIPTED_SCHEMA, version: `1.0.${schemas++}` }
  })
  const opened = await open(t, portOf(server.remote), 'Scripted')
  await opened.start({})
  const renewed: (string | undefined)[] = []
  opened.onSchema(({ version }) => renewed.push(version))
  for (let told = 0; told < 500; told++) server.peers[0]?.session.notify('monitor_canceled', ['_conversion'])
  await eventually(() => renewed.length >= 2)
  await opened.session.echo()
  t.strictSame(renewed, ['1.0.1', '1.0.2'])
  t.equal(schemas, 3)
})

t.test('limits', async (t) => {
  const mute = await startScriptedServer(t, silence)
  const opened = await open(t, portOf(mute.remote), 'Scripted')
  const reason = new Error('enough')
  const controller = new AbortController()
  const started = opened.start({ signal: controller.signal })
  controller.abort(reason)
  await t.rejects(started, reason)

  const broken = await startScriptedServer(t, (_method, _params, { transport }) => {
    transport.destroy()
    throw new RequestRefusedError('')
  })
  await t.rejects((await open(t, portOf(broken.remote), 'Scripted')).start({}), { name: 'SessionClosedError' })
})
