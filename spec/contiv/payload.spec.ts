import { readFileSync } from 'node:fs'
import t from 'tap'
import type { z } from 'zod'
import { PayloadError } from '../../lib/contiv/errors.js'
import {
  endpointGroupsPayload,
  networkInspectPayload,
  networksPayload,
  parsePayload,
  tenantsPayload,
  versionPayload,
} from '../../lib/contiv/payload.js'

const WEB = { networkName: 'web', tenantName: 'blue' }

function captured<Output>(schema: z.ZodType<Output>, name: string): Output {
  return parsePayload(schema, JSON.parse(readFileSync(`fixtures/netmaster/${name}.json`, 'utf8')), name)
}

t.test('reads the captured lists', async (t) => {
  t.same(captured(tenantsPayload, 'tenants'), [
    { name: 'blue', networks: ['blue:db', 'blue:web'] },
    { name: 'default', networks: ['default:contivh1', 'default:contivnet'] },
    { name: 'red', networks: [] },
  ])
  t.same(captured(networksPayload, 'networks'), [
    { name: 'db', tenant: 'blue', infra: false, endpointGroups: ['blue:backend'] },
    { name: 'web', tenant: 'blue', infra: false, endpointGroups: ['blue:frontend'] },
    { name: 'contivh1', tenant: 'default', infra: true, endpointGroups: [] },
    { name: 'contivnet', tenant: 'default', infra: false, endpointGroups: ['default:app'] },
  ])
  t.same(captured(endpointGroupsPayload, 'endpointGroups'), [
    { name: 'app', network: 'contivnet', tenant: 'default', policies: [], netProfile: undefined },
    { name: 'backend', network: 'db', tenant: 'blue', policies: [], netProfile: undefined },
    { name: 'frontend', network: 'web', tenant: 'blue', policies: ['blue:pol1', 'blue:pol2'], netProfile: 'blue:gold' },
  ])
  t.equal(captured(versionPayload, 'version'), '')
})

t.test('reads the captured endpoints; members that are not there stay away', async (t) => {
  const [first] = captured(networkInspectPayload, 'inspect-networks-blue__db').content
  t.match(first, { containerName: 'db-2', network: 'db.blue', homingHost: 'vm', serviceName: 'backend' })
  const [infra, ...more] = captured(networkInspectPayload, 'inspect-networks-default__contivh1').content
  t.same(infra, { endpointID: 'node-1', network: 'contivh1.default', homingHost: 'node-1' })
  t.same(more, [])
})

t.test('what Netmaster leaves out when empty may be missing', async (t) => {
  for (const Oper of [{}, { endpoints: null }, { numEndpoints: 0 }]) {
    const inspection = parsePayload(networkInspectPayload, { Config: WEB, Oper }, 'inspect')
    t.same(inspection, { tag: 'web.blue', content: [] }, JSON.stringify(Oper))
  }
  t.same(parsePayload(tenantsPayload, [{ tenantName: 'a' }], 'tenants'), [{ name: 'a', networks: [] }])
  const bare = [{ networkName: 'n', tenantName: 'a', 'link-sets': null }]
  t.same(parsePayload(networksPayload, bare, 'n'), [{ name: 'n', tenant: 'a', infra: false, endpointGroups: [] }])
  const group = [{ groupName: 'g', networkName: 'n', tenantName: 'a', later: 'more' }]
  t.match(parsePayload(endpointGroupsPayload, group, 'g'), [{ policies: [], netProfile: undefined }])
})

t.test('a value that does not fit is named, with what was expected and what came', async (t) => {
  const good = { networkName: 'n', tenantName: 'a' }
  const table: readonly [z.ZodType, unknown, string][] = [
    [
      networksPayload,
      [good, { ...good, networkName: 'm' }, { ...good, networkName: 5 }],
      '[2].networkName: expected string, got number',
    ],
    [networksPayload, [{ tenantName: 'a' }], '[0].networkName: expected string, got nothing'],
    [networksPayload, [null], '[0]: expected object, got null'],
    [networksPayload, { message: 'no' }, 'expected array, got object'],
    [networksPayload, 'text', 'expected array, got string'],
    [tenantsPayload, [{ tenantName: 'a', 'link-sets': [] }], '[0].link-sets: expected object, got array'],
    [networkInspectPayload, { message: 'moved' }, 'Config: expected object, got nothing'],
    [networkInspectPayload, { Config: WEB }, 'Oper: expected object, got nothing'],
    [
      networkInspectPayload,
      { Config: WEB, Oper: { numEndpoints: 5 } },
      'Oper.endpoints: expected 5 of them, got nothing',
    ],
    [networkInspectPayload, { Config: {}, Oper: {} }, 'Config.networkName: expected string, got nothing'],
    [versionPayload, { message: 'moved' }, 'Version: expected string, got nothing'],
    [networkInspectPayload, { Config: WEB, Oper: { endpoints: 'no' } }, 'Oper.endpoints: expected array, got string'],
    [
      networkInspectPayload,
      { Config: WEB, Oper: { endpoints: [{ endpointID: 1 }] } },
      'Oper.endpoints[0].endpointID: expected string, got number',
    ],
  ]
  for (const [schema, value, text] of table) {
    t.throws(() => parsePayload(schema, value, 'GET /x/'), new PayloadError(`GET /x/: ${text}`), text)
  }
})

t.test('what there is once is told once', async (t) => {
  const table: readonly [z.ZodType, object, object, string][] = [
    [tenantsPayload, { tenantName: 'a' }, { tenantName: 'b' }, 'a'],
    [networksPayload, { tenantName: 'a', networkName: 'n' }, { tenantName: 'b', networkName: 'n' }, 'a:n'],
    [
      endpointGroupsPayload,
      { tenantName: 'a', networkName: 'n', groupName: 'g' },
      { tenantName: 'a', networkName: 'n', groupName: 'h' },
      'a:g',
    ],
  ]
  for (const [schema, one, other, key] of table) {
    t.equal((parsePayload(schema, [one, other], 'list') as unknown[]).length, 2)
    t.throws(() => parsePayload(schema, [one, other, one], 'list'), {
      message: `list: [2]: expected each of them once, got ${key} again`,
    })
  }
  const endpoint = { endpointID: '1', network: 'web.blue' }
  const endpoints = [endpoint, { endpointID: '2', network: 'db.blue' }, { network: 'web.blue' }, endpoint]
  const { content } = parsePayload(networkInspectPayload, { Config: WEB, Oper: { endpoints } }, 'inspect')
  t.same(content, [endpoint], 'endpoints too, and none of another network')
})

t.test('more networks than Contiv can have are not read', async (t) => {
  const networks = Array.from({ length: 16_385 }, (_, n) => ({ networkName: `n${n}`, tenantName: 't' }))
  t.throws(() => parsePayload(networksPayload, networks, 'list'), {
    message: 'list: expected at most 16384 of them, got 16385',
  })
  t.equal(parsePayload(networksPayload, networks.slice(1), 'list').length, 16_384)
})

t.test('a list is read up to the first element that does not fit', async (t) => {
  const trap = new Proxy(
    {},
    {
      get: () => {
        throw new Error('was read')
      },
    },
  )
  for (const schema of [tenantsPayload, networksPayload, endpointGroupsPayload] as readonly z.ZodType[]) {
    t.throws(() => parsePayload(schema, [1, trap], 'list'), { message: 'list: [0]: expected object, got number' })
  }
  t.throws(() => parsePayload(networkInspectPayload, { Config: WEB, Oper: { endpoints: [1, trap] } }, 'inspect'), {
    message: 'inspect: Oper.endpoints[0]: expected object, got number',
  })
})
