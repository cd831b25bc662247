import t from 'tap'
import { z } from 'zod'
import type { Endpoint } from '../../lib/contiv/endpoint.js'
import { LeaderNotFoundError, PayloadError } from '../../lib/contiv/errors.js'
import { HttpClient } from '../../lib/contiv/http-client.js'
import { EtcdLeader } from '../../lib/contiv/leader/etcd-leader.js'
import { FixedLeader } from '../../lib/contiv/leader/fixed-leader.js'
import { Netmaster } from '../../lib/contiv/netmaster.js'
import type { AnsweringServer } from '../support/answering-server.js'
import { inspection } from '../support/contiv.js'
import { startEtcdServer } from '../support/etcd-server.js'
import { startNetmaster } from '../support/netmaster-server.js'
import type { Scope } from '../support/scope.js'

const NETWORKS = '/api/v1/networks/'
const WEB = '/api/v1/inspect/networks/blue:web/'
const LEADER = '/v2/keys/contiv.io/lock/netmaster/leader'

async function cluster(t: Scope) {
  const [first, second] = [await startNetmaster(t), await startNetmaster(t)]
  const etcd = await startEtcdServer(t, { leader: address(first) })
  const http = new HttpClient({ timeout: 1000 })
  const client = new Netmaster({ leader: new EtcdLeader([new URL(etcd.url)], http), http })
  return { first, second, etcd, client }
}

function address(server: AnsweringServer): string {
  return `127.0.0.1:${server.port}`
}

t.test('reads the lists, the endpoints and the version of a Netmaster', async (t) => {
  const server = await startNetmaster(t)
  const client = new Netmaster({ leader: new FixedLeader(new URL(server.url)) })
  t.equal((await client.tenants()).length, 3)
  t.equal((await client.networks()).length, 4)
  t.equal((await client.endpointGroups()).length, 3)
  t.equal(await client.version(), '')
  t.same((await client.inspectNetwork('blue', 'db'))?.[0], {
    id: 'db.blue-4a33b860cd197a6edb4341835244391bf0c0328b53bf1164c64242557a54d736',
    tenant: 'blue',
    network: 'db',
    group: 'backend',
    host: 'vm',
    container: 'db-2',
    containerId: undefined,
  } satisfies Endpoint)
  t.equal(client.requests, 5)
})

t.test('what an endpoint lacks is empty; one without id, or of another network, is left out', async (t) => {
  const server = await startNetmaster(t)
  const client = new Netmaster({ leader: new FixedLeader(new URL(server.url)) })
  const endpoints = [
    { endpointID: '1', network: 'web.blue' },
    { endpointID: '2', network: 'web.blue', containerID: 'c2', later: [] },
    { network: 'web.blue', containerName: 'no-id' },
    { endpointID: '', network: 'web.blue' },
    { endpointID: '3' },
    { endpointID: '4', network: 'db.blue' },
  ]
  server.answer(WEB, { body: { Config: { networkName: 'web', tenantName: 'blue' }, Oper: { endpoints } } })
  const common = { tenant: 'blue', network: 'web', group: undefined, host: '', container: '' }
  t.same(await client.inspectNetwork('blue', 'web'), [
    { ...common, id: 'web.blue-1', containerId: undefined },
    { ...common, id: 'web.blue-2', containerId: 'c2' },
  ])
})

t.test('a network that is gone has no endpoints, not even none', async (t) => {
  const { etcd, client } = await cluster(t)
  t.equal(await client.inspectNetwork('blue', 'gone'), undefined)
  t.equal(etcd.count(), 1, 'and that is no reason to doubt the leader')
})

t.test('a network that cannot be inspected is not taken for one that is gone', async (t) => {
  const { first, client } = await cluster(t)
  for (const answer of [
    { status: 500, body: 'Key not found' },
    { status: 404, body: 'network not found' },
  ]) {
    first.answer(WEB, answer)
    await t.rejects(client.inspectNetwork('blue', 'web'), { code: 'HTTP_STATUS', status: answer.status })
  }
})

t.test('names are encoded', async (t) => {
  const server = await startNetmaster(t)
  const client = new Netmaster({ leader: new FixedLeader(new URL(server.url)) })
  const urls: unknown[] = []
  server.answer('/api/v1/inspect/networks/b#lue:w?b/', ({ url }) => {
    urls.push(url)
    return inspection('b#lue', 'w?b', [])
  })
  t.same(await client.inspectNetwork('b#lue', 'w?b'), [])
  t.same(urls, ['/api/v1/inspect/networks/b%23lue:w%3Fb/'])
})

t.test('works below a path of a fixed URL', async (t) => {
  const server = await startNetmaster(t)
  server.answer('/contiv/version', { body: { Version: '1.2' } })
  t.equal(await new Netmaster({ leader: new FixedLeader(new URL(`${server.url}/contiv/`)) }).version(), '1.2')
})

t.test('remembers the leader, and looks it up again when it fails', async (t) => {
  const { first, second, etcd, client } = await cluster(t)
  await client.version()
  await client.version()
  t.equal(etcd.count(), 1)
  await first.down()
  etcd.setLeader(address(second))
  t.equal((await client.networks()).length, 4)
  t.equal(etcd.count(), 2)
  await client.networks()
  t.equal(etcd.count(), 2, 'the new one is remembered')
  t.equal(second.count(NETWORKS), 2)
})

t.test('asks nobody else when the leader is still the same', async (t) => {
  const { first, etcd, client } = await cluster(t)
  first.answer(NETWORKS, { status: 500, body: 'Leader not found\n' })
  const expected = {
    code: 'HTTP_STATUS',
    message: `GET ${first.url}${NETWORKS}: expected status 200, got 500: Leader not found`,
  }
  await t.rejects(client.networks(), expected)
  t.equal(first.count(NETWORKS), 1)
  t.equal(etcd.count(), 2)
  first.answer(NETWORKS, undefined)
  t.equal((await client.networks()).length, 4)
  t.equal(etcd.count(), 2)
})

t.test('a stranger on the old address of the leader is left', async (t) => {
  const { first, second, etcd, client } = await cluster(t)
  await client.version()
  etcd.setLeader(address(second))
  for (const answer of [{ body: '<html>' }, { status: 404, body: 'no' }, { body: {} }]) {
    first.answer(NETWORKS, answer)
    t.equal((await client.networks()).length, 4)
  }
})

t.test('stays with the leader it knows while the store is away, and tells of both when both are', async (t) => {
  const { first, etcd, client } = await cluster(t)
  await client.version()
  await etcd.down()
  t.equal((await client.networks()).length, 4)
  await first.down()
  await t.rejects(client.networks(), {
    code: 'UNREACHABLE',
    message:
      `GET ${first.url}${NETWORKS}: connect ECONNREFUSED 127.0.0.1:${first.port}; who leads now is unknown: ` +
      `GET ${etcd.url}${LEADER}?quorum=true: connect ECONNREFUSED 127.0.0.1:${etcd.port}`,
  })
  await first.up()
  t.equal((await client.networks()).length, 4)
})

t.test('without a leader there is nobody to ask', async (t) => {
  const { etcd, client } = await cluster(t)
  etcd.setLeader(undefined)
  await t.rejects(client.networks(), LeaderNotFoundError)
})

t.test('a payload that does not fit is told by its field', async (t) => {
  const { first, client } = await cluster(t)
  first.answer(NETWORKS, {
    body: [
      { networkName: 'a', tenantName: 'b' },
      { networkName: 5, tenantName: 'b' },
    ],
  })
  const expected = new PayloadError('GET /api/v1/networks/: [1].networkName: expected string, got number')
  await t.rejects(client.networks(), expected)
})

t.test('a network with a long name is told by its beginning', async (t) => {
  const client = new Netmaster({
    leader: new FixedLeader(new URL('http://a/')),
    http: { get: async () => ({ request: 'GET', status: 200, body: '[]' }), requests: 0 },
  })
  const error = await client.inspectNetwork('blue', 'a'.repeat(5e6)).catch((error: unknown) => error)
  t.match((error as Error).message, /^GET \/api\/v1\/inspect\/networks\/blue:a{900,1000}…: expected object, got array$/)
})

t.test('inspects four networks at once, asks four other things, and no more', async (t) => {
  const server = await startNetmaster(t)
  const client = new Netmaster({ leader: new FixedLeader(new URL(server.url)) })
  const names = Array.from({ length: 10 }, (_, index) => `n${index}`)
  const asking = [
    { folder: 'api/v1/inspect/networks/blue:', ask: (name: string) => client.inspectNetwork('blue', name) },
    { folder: 'api/v1/', ask: (name: string) => client.get(`api/v1/${name}/`, z.unknown()) },
  ]
  const most = await Promise.all(
    asking.map(async ({ folder, ask }) => {
      let running = 0
      let most = 0
      for (const name of names) {
        server.answer(`/${folder}${name}/`, (_, response) => {
          most = Math.max(most, ++running)
          response.on('close', () => running--)
          return { ...inspection('blue', name, []), delay: 20 }
        })
      }
      await Promise.all(names.map(ask))
      return most
    }),
  )
  t.strictSame(most, [4, 4])
})

t.test('an abort ends what is under way, and nobody is asked who leads', async (t) => {
  const { first, etcd, client } = await cluster(t)
  first.answer(NETWORKS, { delay: new Promise(() => {}) })
  const abort = new AbortController()
  const reason = new Error('enough')
  const pending = client.networks(abort.signal)
  await first.received(NETWORKS, 1)
  abort.abort(reason)
  await t.rejects(pending, reason)
  t.equal(etcd.count(), 1)
})
