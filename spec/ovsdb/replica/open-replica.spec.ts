import { queryObjects } from 'node:v8'
import t from 'tap'
import { RequestRefusedError } from '../../../lib/jsonrpc/index.js'
import { createClient } from '../../../lib/ovsdb/index.js'
import { Monitor } from '../../../lib/ovsdb/replica/monitor.js'
import { Replication } from '../../../lib/ovsdb/replica/replication.js'
import { eventually } from '../../support/eventually.js'
import { freePort } from '../../support/free-port.js'
import type { Scope } from '../../support/scope.js'
import { handshake, type Script, silence, startScriptedServer } from '../../support/scripted-server.js'

const scripted = handshake()
const uuid = '00000000-0000-4000-8000-000000000001'

async function scriptedClient(scope: Scope, monitor: Script, requestTimeout = 5000) {
  // The client's own monitors are none of the replica's.
  const script: Script = (method, params, peer) =>
    method.startsWith('monitor') && params[1] !== '_Server' && params[1] !== '_conversion'
      ? monitor(method, params, peer)
      : scripted(method, params, peer)
  const server = await startScriptedServer(scope, script)
  const client = createClient(server.remote, {
    database: 'Scripted',
    backoff: { min: 10, max: 20 },
    requestTimeout,
  })
  scope.teardown(() => client.close())
  return { server, client }
}

t.test('waits for the first connection', async (t) => {
  const { client } = await scriptedClient(t, () => [false, uuid, { Item: { [uuid]: { initial: { name: 'a' } } } }])
  const opening = client.replicate({ Item: ['name'] })
  client.start()
  const replica = await opening
  t.strictSame([...replica.table('Item').rows.values()], [{ name: 'a' }])
})

t.test('waits through sessions that end', async (t) => {
  let asked = 0
  const { client } = await scriptedClient(t, (_, __, peer) => {
    if (++asked < 3) peer.transport.destroy()
    return [false, uuid, {}]
  })
  client.start()
  const replica = await client.replicate({ Item: ['name'] })
  t.strictSame(replica.state, { state: 'synced' })
  t.equal(asked, 3)
})

t.test('waits through a conversion of the database', async (t) => {
  let asked = 0
  const { client } = await scriptedClient(t, (_, [, id], peer) => {
    if (++asked < 3) for (const monitor of [id, '_conversion']) peer.session.notify('monitor_canceled', [monitor])
    return [false, uuid, {}]
  })
  client.start()
  const replica = await client.replicate({ Item: ['name'] })
  t.strictSame(replica.state, { state: 'synced' })
  t.equal(asked, 3)
})

t.test('waits through sessions that tell, or answer other things, and never say what was asked', async (t) => {
  let asked = 0
  const { client, server } = await scriptedClient(
    t,
    (_, [, id], peer) => {
      if (++asked === 3) return [false, uuid, {}]
      if (asked === 1) peer.session.notify('update3', [id, uuid, {}])
      return silence()
    },
    500,
  )
  const causes: unknown[] = []
  client.onStatus((status) => status.state === 'disconnected' && causes.push(status.cause.cause))
  client.start()
  const replica = await client.replicate({ Item: ['name'] }, { timeout: 30_000 })
  t.strictSame(replica.state, { state: 'synced' })
  t.match(causes, [{ code: 'INVALID_UPDATE' }, { code: 'REQUEST_TIMEOUT' }])
  t.equal(server.peers.length, 3)
})

t.test('gives up', async (t) => {
  const { client, server } = await scriptedClient(t, silence)
  client.start()
  await eventually(() => client.status.state === 'connected')
  await t.rejects(client.replicate({ Item: ['name'] }, { timeout: 50 }), { code: 'WAIT_TIMEOUT' })
  const controller = new AbortController()
  const opening = client.replicate({ Item: ['name'] }, { signal: controller.signal })
  controller.abort(new Error('enough'))
  await t.rejects(opening, { message: 'enough' })
  await t.rejects(client.replicate({ Item: ['name'] }, { signal: controller.signal }), { message: 'enough' })
  await t.rejects(client.replicate({ Item: ['name'] }, { timeout: -1 }), { code: 'INVALID_OPTION' })
  await eventually(() => server.peers[0]?.calls.includes('monitor_cancel'))

  const waiting = client.replicate({ Item: ['name'] }, { timeout: 0 })
  await Promise.all([t.rejects(waiting, { code: 'CLIENT_CLOSED' }), client.close()])
})

t.test('a server that is not there', async (t) => {
  const client = createClient(`tcp:127.0.0.1:${await freePort()}`, {
    database: 'Scripted',
    backoff: { min: 5, max: 5 },
  })
  t.teardown(() => client.close())
  client.start()
  await t.rejects(client.replicate({ Item: ['name'] }, { timeout: 60 }), { code: 'WAIT_TIMEOUT' })
})

t.test('what would only fail again', async (t) => {
  const { client } = await scriptedClient(t, (method) => {
    if (method === 'monitor_cancel') return {}
    throw new RequestRefusedError({ error: 'permission error' })
  })
  client.start()
  await t.rejects(client.replicate({ Item: ['name'] }), { code: 'REMOTE', error: { error: 'permission error' } })
  await t.rejects(client.replicate({ Item: ['nmae'] }), { code: 'UNKNOWN_COLUMN' })
  await t.rejects(client.replicate({ Items: ['name'] }), { code: 'UNKNOWN_TABLE' })
  await t.rejects(client.replicate({ Item: ['name'] }, { where: { Item: [['name', '==', 5]] } }), {
    code: 'INVALID_VALUE',
  })

  const garbage = await scriptedClient(t, () => 'garbage')
  garbage.client.start()
  await t.rejects(garbage.client.replicate({ Item: ['name'] }), { code: 'INVALID_REPLY' })
})

t.test('nothing is left on the session of replicas that were closed', async (t) => {
  const { client } = await scriptedClient(t, () => [false, uuid, {}])
  client.start()
  for (let n = 0; n < 20; n++) await (await client.replicate({ Item: ['name'] })).close()
  t.equal(client.status.state, 'connected')
  t.ok(queryObjects(Monitor, { format: 'count' }) < 5)
  t.ok(queryObjects(Replication, { format: 'count' }) < 5)
})
