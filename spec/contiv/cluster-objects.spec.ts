import t from 'tap'
import { askClusterObjects } from '../../lib/contiv/cluster-objects.js'
import { HttpClient } from '../../lib/contiv/http-client.js'
import { FixedLeader } from '../../lib/contiv/leader/fixed-leader.js'
import { Netmaster } from '../../lib/contiv/netmaster.js'
import { startNetmaster } from '../support/netmaster-server.js'
import type { Scope } from '../support/scope.js'

async function scene(t: Scope) {
  const server = await startNetmaster(t)
  const http = new HttpClient({ timeout: 1000 })
  const netmaster = new Netmaster({ leader: new FixedLeader(new URL(server.url)), http })
  return { server, ask: () => askClusterObjects(netmaster, new AbortController().signal) }
}

t.test('one request for each', async (t) => {
  const { server, ask } = await scene(t)
  t.match(await ask(), {
    info: { leader: '127.0.0.1:9999' },
    build: { version: '' },
    policies: [{ name: 'pol1' }, { name: 'pol2' }],
    rules: [{ policy: 'pol1' }],
    netProfiles: [{ name: 'gold' }],
    appProfiles: [],
    serviceLoadBalancers: [],
    externalContracts: [],
  })
  t.equal(server.count(), 8)
})

t.test('the others', async (t) => {
  const { server, ask } = await scene(t)
  server.answer('/api/v1/appProfiles/', { body: [{ tenantName: 'a' }] })
  server.answer('/api/v1/serviceLBs/', { body: [{ tenantName: 'a', networkName: 'n', serviceName: 's' }] })
  server.answer('/api/v1/extContractsGroups/', { body: [{ tenantName: 'b' }] })
  t.match(await ask(), {
    appProfiles: [{ tenant: 'a' }],
    serviceLoadBalancers: [{ tenant: 'a', network: 'n' }],
    externalContracts: [{ tenant: 'b' }],
  })
})

t.test('an older Netmaster does not know all of it', async (t) => {
  const { server, ask } = await scene(t)
  server.answer('/api/v1/netprofiles/', { status: 404, body: '404 page not found\n' })
  const { netProfiles, policies } = await ask()
  t.equal(netProfiles, undefined)
  t.equal(policies?.length, 2)
})

t.test('one that fails fails them all', async (t) => {
  const { server, ask } = await scene(t)
  server.answer('/info', { status: 500, body: 'leader not found' })
  await t.rejects(ask(), { code: 'HTTP_STATUS', message: /leader not found/ })
})
