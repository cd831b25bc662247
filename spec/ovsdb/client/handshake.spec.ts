import { getEventListeners } from 'node:events'
import t from 'tap'
import type { Transport } from '../../../lib/jsonrpc/index.js'
import { openDatabaseSession } from '../../../lib/ovsdb/client/handshake.js'
import { type ClientOptions, resolveOptions } from '../../../lib/ovsdb/client/options.js'
import { ServerChoice } from '../../../lib/ovsdb/client/server-choice.js'
import { prepareDial } from '../../../lib/ovsdb/dial.js'
import { parseEndpoint } from '../../../lib/ovsdb/endpoint.js'
import { ClientClosedError, ConnectError } from '../../../lib/ovsdb/errors.js'
import { collectGarbage } from '../../support/collect-garbage.js'
import { eventually } from '../../support/eventually.js'
import { freePort } from '../../support/free-port.js'
import { handshake, type Script, silence, startScriptedServer } from '../../support/scripted-server.js'
import { tempDir } from '../../support/temp-dir.js'

const NEVER = new AbortController().signal

function open(remote: string, options: Partial<ClientOptions> = {}, signal = NEVER) {
  const endpoint = parseEndpoint(remote)
  const server = { ...endpoint, dial: prepareDial(endpoint, {}) }
  const resolved = resolveOptions({ database: 'Scripted', ...options })
  return openDatabaseSession(server, resolved, new ServerChoice(resolved), signal)
}

/** Resolves to the error of an attempt that must fail. */
async function failure(attempt: Promise<unknown>): Promise<ConnectError> {
  const error = await attempt.then(
    () => new Error('expected a failure'),
    (error: unknown) => error,
  )
  if (error instanceof ConnectError) return error
  throw error
}

t.test('fetches the schema, once, and leaves the session open', async (t) => {
  const server = await startScriptedServer(t, handshake())
  const { session, schema } = await open(server.remote)
  t.equal(schema.name, 'Scripted')
  t.ok(schema.tables.has('Item'))
  t.strictSame(server.peers[0]?.calls, ['set_db_change_aware', 'monitor_cond', 'monitor', 'get_schema'])
  t.strictSame(await session.request('list_dbs', []), ['Scripted'])
  await session.close()
})

t.test('nobody listens', async (t) => {
  const port = await freePort()
  const error = await failure(open(`tcp:127.0.0.1:${port}`))
  t.equal(error.message, `cannot connect to tcp:127.0.0.1:${port}: connect ECONNREFUSED 127.0.0.1:${port}`)
  t.match(error.cause, { code: 'ECONNREFUSED' })
  const path = `${tempDir(t)}/none`
  t.match(await failure(open(`unix:${path}`)), { message: `cannot connect to unix:${path}: connect ENOENT ${path}` })
})

t.test('what goes wrong in the handshake is the cause, and the session does not stay', async (t) => {
  const cases: Readonly<Record<string, readonly [Script, RegExp]>> = {
    'no such database': [
      handshake({ name: 'Other' }),
      /^cannot connect to tcp:.*: expected a database named "Scripted", the server has Other$/,
    ],
    'no schema': [() => ({ name: 'Scripted' }), /: schema tables: expected an object, got undefined$/],
    'no JSON': [
      (_method, _params, { transport }) => {
        transport.send('HTTP/1.1 400 Bad Request')
        return silence()
      },
      /was given up: expected a JSON object, got "H" \(0x48\)$/,
    ],
    'the end': [
      (_method, _params, { transport }) => {
        transport.destroy()
        return silence()
      },
      /: the session with tcp:.* (was closed by the peer|broke: .*) before it said a word: it may expect TLS \(ssl:\)$/,
    ],
    'a message too large': [() => 'x'.repeat(5000), /: expected a message of at most 4096 bytes/],
  }
  for (const [what, [script, message]] of Object.entries(cases)) {
    const server = await startScriptedServer(t, script)
    const error = await failure(open(server.remote, { maxMessageBytes: 4096 }))
    t.match(error, { name: 'ConnectError', message }, what)
    await server.peers[0]?.session.closed
  }
})

t.test('no word within the time allowed', async (t) => {
  const server = await startScriptedServer(t, silence)
  const error = await failure(open(server.remote, { connectTimeout: 20 }))
  t.equal(error.message, `cannot connect to ${server.remote}: no answer within 20 ms`)
  await server.peers[0]?.session.closed
})

t.test('told to stop, it stops for that reason, at whatever stage', async (t) => {
  const reason = new ClientClosedError()
  const server = await startScriptedServer(t, silence)
  const rejected = async (attempt: Promise<unknown>) => t.equal(await attempt.catch((error: unknown) => error), reason)

  await rejected(open(server.remote, {}, AbortSignal.abort(reason)))
  t.equal(server.peers.length, 0, 'before it begins')

  const dialling = new AbortController()
  const attempt = open(server.remote, {}, dialling.signal)
  dialling.abort(reason)
  await rejected(attempt)

  const waiting = new AbortController()
  const second = open(server.remote, {}, waiting.signal)
  const peer = await eventually(() => server.peers.find(({ calls }) => calls.length > 0))
  t.equal(getEventListeners(waiting.signal, 'abort').length, 1)
  waiting.abort(reason)
  await rejected(second)
  await peer.session.closed
})

t.test('leaves nothing behind on the signal that lives on', async (t) => {
  const { signal } = new AbortController()
  const server = await startScriptedServer(t, handshake())
  const { session } = await open(server.remote, {}, signal)
  t.equal(getEventListeners(signal, 'abort').length, 0)
  await session.close()
  await t.rejects(open(server.remote, { database: 'Nothing' }, signal), { code: 'CONNECT' })
  t.equal(getEventListeners(signal, 'abort').length, 0)
})

t.test('who keeps the error does not keep the session of a server that will not do', async (t) => {
  const follower = { name: 'Scripted', model: 'clustered', connected: true, leader: false, schema: '{}', index: 1 }
  const { remote, peers } = await startScriptedServer(t, (method, params, peer) =>
    method === 'monitor_cond' ? { Database: { u: { initial: follower } } } : handshake()(method, params, peer),
  )
  const endpoint = parseEndpoint(remote)
  const transports: WeakRef<Transport>[] = []
  const dial = async (signal: AbortSignal) => {
    const transport = await prepareDial(endpoint, {})(signal)
    transports.push(new WeakRef(transport))
    return transport
  }
  const options = resolveOptions({ database: 'Scripted', leaderOnly: true })
  const attempt = openDatabaseSession({ ...endpoint, dial }, options, new ServerChoice(options), NEVER)
  const error = await failure(attempt)
  await peers[0]?.session.closed
  await eventually(() => {
    collectGarbage()
    return transports.every((transport) => transport.deref() === undefined)
  })
  t.equal(transports.length, 1)
  t.match(error.cause, {
    code: 'UNSUITABLE_SERVER',
    reason: 'not-leader',
    stack: /^UnsuitableServerError: expected the/,
  })
})

t.test('a TCP session is probed, one over a Unix socket is not', async (t) => {
  const options = { inactivityProbe: 20 }
  const path = `${tempDir(t)}/socket`
  const unixServer = await startScriptedServer(t, handshake(), path)
  const unix = await open(unixServer.remote, options)
  unixServer.peers[0]?.session.pause()

  const server = await startScriptedServer(t, handshake())
  const { session } = await open(server.remote, options)
  server.peers[0]?.session.pause()
  t.match(await session.closed, { message: /was given up: expected a reply to "echo" within 20 ms, got none$/ })

  unixServer.peers[0]?.session.resume()
  t.strictSame(await unix.session.request('list_dbs', []), ['Scripted'])
  await unix.session.close()
})
