import t from 'tap'
import { RequestRefusedError } from '../../../lib/jsonrpc/index.js'
import { connect, createClient, openClient } from '../../../lib/ovsdb/client/connect.js'
import type { Status } from '../../../lib/ovsdb/client/status.js'
import { ConnectError } from '../../../lib/ovsdb/errors.js'
import { eventually } from '../../support/eventually.js'
import { freePort } from '../../support/free-port.js'
import { handshake, silence, startScriptedServer } from '../../support/scripted-server.js'

async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => new Error('expected a failure'),
    (error: unknown) => error,
  )
}

t.test('connect', async (t) => {
  t.test('rejects when the first attempt fails, and stays away', async (t) => {
    const port = await freePort()
    await t.rejects(connect(`tcp:127.0.0.1:${port}`, { database: 'Scripted' }), {
      name: 'ConnectError',
      message: `cannot connect to tcp:127.0.0.1:${port}: connect ECONNREFUSED 127.0.0.1:${port}`,
      cause: { code: 'ECONNREFUSED' },
    })
    const server = await startScriptedServer(t, handshake())
    const error = await failure(connect(server.remote, { database: 'Other', backoff: { min: 1, max: 1 } }))
    t.match(error, {
      name: 'ConnectError',
      message: `cannot connect to ${server.remote}: expected a database named "Other", the server has Scripted`,
      cause: { name: 'UnknownDatabaseError' },
    })
    await server.peers[0]?.session.closed
    t.equal(server.peers.length, 1)
  })

  t.test('rejects what it cannot understand', async (t) => {
    await t.rejects(connect('127.0.0.1:6640', { database: 'D' }), { name: 'InvalidRemoteError' })
    await t.rejects(connect('tcp:h', { database: 'D', requestTimeout: -1 }), { code: 'INVALID_OPTION' })
    t.throws(() => openClient('127.0.0.1:6640', { database: 'D' }), { name: 'InvalidRemoteError' })
    const { connect: anyhow, createClient: made } = { connect, createClient } as unknown as Record<
      'connect' | 'createClient',
      (...args: readonly unknown[]) => unknown
    >
    const lacking = {
      code: 'INVALID_OPTION',
      message: 'options: expected an object with a database or a schema, got undefined',
    }
    await t.rejects(async () => anyhow('tcp:h'), lacking)
    t.throws(() => made('tcp:h'), lacking)
    t.throws(() => made('tcp:h', null), { code: 'INVALID_OPTION', message: /^options: / })
    t.throws(() => made('tcp:h', {}), {
      code: 'INVALID_OPTION',
      message: 'database: expected the name of a database, got undefined',
    })
    t.throws(() => made('tcp:h', { schema: undefined }), { code: 'INVALID_OPTION', message: /^database: / })
    await t.rejects(async () => anyhow(undefined, { database: 'D' }), {
      code: 'INVALID_REMOTE',
      message: 'expected a text or an array of texts, got undefined',
    })
  })
})

t.test('openClient keeps trying', async (t) => {
  let refuse = true
  const server = await startScriptedServer(t, (method, params, peer) => {
    if (refuse) throw new RequestRefusedError('not yet')
    return handshake()(method, params, peer)
  })
  const client = openClient(server.remote, { database: 'Scripted', backoff: { min: 1, max: 1 } })
  t.teardown(() => client.close())
  const statuses: Status[] = []
  const leave = client.onStatus((status) => statuses.push(status))
  await t.rejects(client.select('Item', { columns: ['name'] }), {
    name: 'NotConnectedError',
    message: /still connecting$/,
  })
  await eventually(() => statuses.filter(({ state }) => state === 'disconnected').length >= 2)
  t.throws(() => client.schema, { name: 'NotConnectedError', cause: { name: 'ConnectError' } })
  refuse = false
  await eventually(() => client.status.state === 'connected')
  t.equal(client.schema.name, 'Scripted')
  leave()
  await client.close()
  t.equal(statuses.at(-1)?.state, 'connected')
})

t.test('several remotes', async (t) => {
  const database = 'Scripted'
  const dead = `tcp:127.0.0.1:${await freePort()}`
  const first = () => 0

  t.test('one that answers will do, wherever it stands', async (t) => {
    const server = await startScriptedServer(t, handshake())
    for (const remote of [`${dead},${server.remote}`, `${server.remote}, ${dead}`, [dead, server.remote]]) {
      await using client = await connect(remote, { database, random: first })
      t.strictSame(client.status, { state: 'connected', remote: server.remote })
    }
  })

  t.test('each has the time allowed, and none has more', async (t) => {
    const mute = await startScriptedServer(t, silence)
    const server = await startScriptedServer(t, handshake())
    await using client = await connect([mute.remote, server.remote], { database, connectTimeout: 1000, random: first })
    t.strictSame(client.status, { state: 'connected', remote: server.remote })
    await mute.peers[0]?.session.closed
  })

  t.test('the error tells of each, in the order given', async (t) => {
    const other = await startScriptedServer(t, handshake({ name: 'Other' }))
    const error = await failure(connect([other.remote, dead], { database, random: () => 0.99 }))
    t.ok(error instanceof ConnectError)
    t.match(error, {
      remote: `${other.remote},${dead}`,
      message: `cannot connect to ${other.remote}: expected a database named "Scripted", the server has Other; to ${dead}: connect ECONNREFUSED`,
      cause: { errors: [{ cause: { name: 'UnknownDatabaseError' } }, { cause: { code: 'ECONNREFUSED' } }] },
    })
  })

  t.test('one without certificates is refused before anything is tried', async (t) => {
    t.throws(() => createClient('tcp:127.0.0.1:1,ssl:127.0.0.1:2', { database }), { code: 'INVALID_OPTION' })
  })

  t.test('when the session ends, the others come first, at once', async (t) => {
    const servers = [await startScriptedServer(t, handshake()), await startScriptedServer(t, handshake())]
    const backoff = { min: 1, max: 1_000_000 }
    await using client = await connect(
      servers.map(({ remote }) => remote),
      { database, random: first, backoff },
    )
    const used = () => (client.status.state === 'connected' ? client.status.remote : undefined)
    t.equal(used(), servers[0]?.remote)
    for (const [from, to] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const began = performance.now()
      await eventually(() => performance.now() > began + 5)
      servers[from]?.peers.at(-1)?.transport.destroy()
      await eventually(() => used() === servers[to]?.remote, { interval: 1 })
    }
    t.strictSame(
      servers.map(({ peers }) => peers.length),
      [2, 1],
    )
  })
})

t.test('connecting is given up', async (t) => {
  const database = 'Scripted'
  const mute = await startScriptedServer(t, silence)

  t.test('by a signal, before and during', async (t) => {
    const reason = new Error('enough')
    t.equal(await failure(connect(mute.remote, { database, signal: AbortSignal.abort(reason) })), reason)
    t.equal(mute.peers.length, 0, 'nothing was tried')
    const controller = new AbortController()
    const attempt = failure(connect(mute.remote, { database, signal: controller.signal }))
    const peer = await eventually(() => mute.peers[0])
    controller.abort(reason)
    t.equal(await attempt, reason)
    await peer.session.closed
  })

  t.test('when the time for all remotes is over; the error tells of those that failed by then', async (t) => {
    const dead = `tcp:127.0.0.1:${await freePort()}`
    const remotes = [dead, mute.remote]
    const error = await failure(connect(remotes, { database, timeout: 200, random: () => 0 }))
    t.ok(error instanceof ConnectError)
    t.match(error, {
      message: `cannot connect to ${dead},${mute.remote}: no connection within 200 ms; cannot connect to ${dead}: connect ECONNREFUSED`,
      cause: { errors: { length: 1 } },
    })
    await t.rejects(connect(mute.remote, { database, timeout: -1 }), { code: 'INVALID_OPTION' })
  })

  t.test('not once connected', async (t) => {
    const server = await startScriptedServer(t, handshake())
    const controller = new AbortController()
    await using client = await connect(server.remote, { database, signal: controller.signal })
    controller.abort()
    t.strictSame(await client.listDatabases(), [database])
  })
})

t.test('statuses and closed, from connecting to the end', async (t) => {
  const server = await startScriptedServer(t, handshake())
  const client = openClient(server.remote, { database: 'Scripted' })
  const states: string[] = []
  for await (const status of client.statuses()) {
    states.push(status.state)
    if (status.state === 'connected') void client.close()
  }
  t.strictSame(states, ['connecting', 'connected', 'closed'])
  t.match(await client.closed(), { name: 'ClientClosedError' })
})
