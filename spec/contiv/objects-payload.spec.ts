import { readFileSync } from 'node:fs'
import t from 'tap'
import type { z } from 'zod'
import {
  buildPayload,
  infoPayload,
  netProfilesPayload,
  networkUsagePayload,
  policiesPayload,
  rulesPayload,
  serviceLoadBalancersPayload,
  tenantObjectsPayload,
} from '../../lib/contiv/objects-payload.js'
import { parsePayload } from '../../lib/contiv/payload.js'

function captured<Output>(schema: z.ZodType<Output>, name: string): Output {
  return parsePayload(schema, JSON.parse(readFileSync(`fixtures/netmaster/${name}.json`, 'utf8')), name)
}

t.test('reads what was captured', async (t) => {
  t.strictSame(captured(policiesPayload, 'policys'), [
    { tenant: 'blue', name: 'pol1' },
    { tenant: 'blue', name: 'pol2' },
  ])
  t.strictSame(captured(rulesPayload, 'rules'), [{ tenant: 'blue', policy: 'pol1' }])
  t.strictSame(captured(netProfilesPayload, 'netprofiles'), [
    { tenant: 'blue', name: 'gold', bandwidth: 1_310_720, burst: 10_000, dscp: 6 },
  ])
  t.strictSame(captured(infoPayload, 'info'), {
    leader: '127.0.0.1:9999',
    netmasters: ['127.0.0.1'],
    netplugins: ['127.0.0.1'],
  })
  t.strictSame(captured(buildPayload, 'version'), { version: '', commit: '' })
  for (const name of ['appProfiles', 'extContractsGroups']) t.strictSame(captured(tenantObjectsPayload, name), [])
  t.strictSame(captured(serviceLoadBalancersPayload, 'serviceLBs'), [])
  t.strictSame(captured(networkUsagePayload, 'inspect-networks-blue__web'), {
    tag: 'web.blue',
    content: { endpoints: 5, groups: Array(5).fill('frontend'), allocated: 5, free: 248 },
  })
  const { content } = captured(networkUsagePayload, 'inspect-networks-default__contivnet')
  t.strictSame(content.groups, [undefined, undefined])
})

t.test('what Netmaster leaves out', async (t) => {
  const usage = (value: object) => parsePayload(networkUsagePayload, value, 'inspect').content
  const network = { networkName: 'web', tenantName: 'blue' }
  const Config = { ...network, subnet: '10.0.0.0/24' }
  t.strictSame(
    usage({ Config, Oper: { allocatedIPAddresses: '10.0.0.1-10.0.0.254' } }),
    { endpoints: 0, groups: [], allocated: 0, free: 0 },
    'all addresses are taken',
  )
  t.strictSame(usage({ Config, Oper: { availableIPAddresses: 'many' } }).free, undefined)
  t.strictSame(usage({ Config: network, Oper: {} }).free, undefined, 'there is no subnet')
  t.strictSame(usage({ Config, Oper: {} }).free, undefined, 'it tells of no addresses')
  t.strictSame(usage({ Config: network, Oper: {} }), { endpoints: 0, groups: [], allocated: 0, free: undefined })
  t.strictSame(parsePayload(netProfilesPayload, [{ profileName: 'p', tenantName: 'a' }], 'p'), [
    { tenant: 'a', name: 'p', bandwidth: undefined, burst: undefined, dscp: undefined },
  ])
  const noNodes = { 'leader-ip': '', 'netmaster-nodes': [], 'netplugin-nodes': [] }
  t.strictSame(parsePayload(infoPayload, noNodes, 'info'), {
    leader: undefined,
    netmasters: [],
    netplugins: [],
  })
  t.strictSame(parsePayload(buildPayload, { Version: '' }, 'version'), { version: '', commit: '' })
})

t.test('what there is once is told once', async (t) => {
  const table: readonly [z.ZodType, object][] = [
    [policiesPayload, { tenantName: 'a', policyName: 'n' }],
    [netProfilesPayload, { tenantName: 'a', profileName: 'n' }],
  ]
  for (const [schema, one] of table) {
    t.equal((parsePayload(schema, [one, { ...one, tenantName: 'b' }], 'list') as unknown[]).length, 2)
    t.throws(() => parsePayload(schema, [one, one], 'list'), {
      message: 'list: [1]: expected each of them once, got a:n again',
    })
  }
  const endpoint = { endpointID: '1', network: 'n.a', serviceName: 'g' }
  const endpoints = [endpoint, endpoint, { ...endpoint, network: 'other.a' }, { ...endpoint, endpointID: '2' }]
  const inspected = { Config: { tenantName: 'a', networkName: 'n' }, Oper: { numEndpoints: 2, endpoints } }
  t.same(parsePayload(networkUsagePayload, inspected, 'inspect').content.groups, ['g', 'g'])
})

t.test('what does not fit is named', async (t) => {
  t.throws(() => parsePayload(rulesPayload, [{ tenantName: 'a' }], 'GET /x'), {
    message: 'GET /x: [0].policyName: expected string, got nothing',
  })
  const Config = { networkName: 'web', tenantName: 'blue' }
  t.throws(() => parsePayload(networkUsagePayload, { Config, Oper: { numEndpoints: '5' } }, 'GET /x'), {
    message: 'GET /x: Oper.numEndpoints: expected number, got string',
  })
})

t.test('other JSON is not taken for a Netmaster that holds nothing', async (t) => {
  const table = [
    [networkUsagePayload, 'Config: expected object, got nothing'],
    [infoPayload, 'netmaster-nodes: expected array, got nothing'],
    [buildPayload, 'Version: expected string, got nothing'],
  ] as const
  for (const [schema, problem] of table) {
    t.throws(() => parsePayload<unknown>(schema, { message: 'moved' }, 'GET /x'), { message: `GET /x: ${problem}` })
  }
})

t.test('a number that no Netmaster counted', async (t) => {
  for (const burst of [1e308, 1.5, 2 ** 60]) {
    const profiles = [{ profileName: 'p', tenantName: 't', burst }]
    t.throws(() => parsePayload(netProfilesPayload, profiles, 'GET /x'), { code: 'BAD_PAYLOAD', message: /burst/ })
  }
})
