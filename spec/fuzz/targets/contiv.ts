import fc from 'fast-check'
import type { HttpGetter } from '../../../lib/contiv/http-client.js'
import { askClusterObjects, askNetworkUsages, ContivError, countLists, Netmaster } from '../../../lib/contiv/index.js'
import { ConsulLeader } from '../../../lib/contiv/leader/consul-leader.js'
import { EtcdLeader } from '../../../lib/contiv/leader/etcd-leader.js'
import { FixedLeader } from '../../../lib/contiv/leader/fixed-leader.js'
import { broken, bytesOf, type FuzzTarget, surviveAsync, textOf } from '../target.js'
import { captured } from './files.js'

const BASE = new URL('http://netmaster:9999/')
const SIGNAL = new AbortController().signal

function answering(status: number, body: string): HttpGetter {
  return { requests: 0, get: async (url) => ({ request: `GET ${url}`, status, body }) }
}

/** Whatever the answer is to each of the questions to Netmaster: values of the kinds they say, or a refusal. */
export const netmaster: FuzzTarget = {
  name: 'netmaster',
  seeds: captured('netmaster', '.json'),
  words: [
    '"Oper":{}',
    '"Config":{"networkName":"a","tenantName":"a","subnet":"10.0.0.0/8"}',
    '"endpoints":[{}]',
    '"link-sets":{"Networks":{}}',
    '"links":{"NetProfile":{"key":"a"}}',
    '"availableIPAddresses":"1.1.1.1-1.1.1.255, 1.1.2.1"',
    '"bandwidth":"10Mbps"',
    '"burst":100',
    '"nwType":"infra"',
    '"tenantName":"a"',
    '"networkName":"b"',
    '"endpointID":"c"',
  ],
  generated: fc
    .array(
      fc.record(
        {
          tenantName: fc.string(),
          networkName: fc.string(),
          groupName: fc.string(),
          policyName: fc.string(),
          profileName: fc.string(),
          bandwidth: fc.oneof(fc.constantFrom('1g', '9'.repeat(400), '10 Mbps'), fc.string()),
          burst: fc.double(),
          DSCP: fc.integer(),
          'link-sets': fc.dictionary(
            fc.constantFrom('Networks', 'EndpointGroups', 'Policies'),
            fc.dictionary(fc.string(), fc.nat()),
          ),
        },
        { requiredKeys: ['tenantName', 'networkName'] },
      ),
      { maxLength: 3 },
    )
    .map((objects) => bytesOf(JSON.stringify(objects))),
  async check(input) {
    const client = new Netmaster({ leader: new FixedLeader(BASE), http: answering(200, textOf(input)) })
    const ask = <T>(question: () => Promise<T>) => surviveAsync(question, ContivError)
    const tenants = (await ask(() => client.tenants())) ?? []
    const networks = (await ask(() => client.networks())) ?? []
    const endpointGroups = (await ask(() => client.endpointGroups())) ?? []
    expectPlain([
      countLists({ tenants, networks, endpointGroups }),
      await ask(() => client.inspectNetwork('t', 'n')),
      await ask(() => client.networkUsage('t', 'n')),
      await ask(() => client.version()),
    ])
    for (const object of OBJECTS) expectPlain(await ask(() => object(client)))
  },
}

const OBJECTS: readonly ((client: Netmaster) => Promise<unknown>)[] = [
  (client) => askNetworkUsages(client, SIGNAL),
  (client) => askClusterObjects(client, SIGNAL),
  (client) =>
    askClusterObjects({ get: (path, schema) => onlyOf(path, /info|version/, client.get(path, schema)) }, SIGNAL),
  (client) =>
    askClusterObjects({ get: (path, schema) => onlyOf(path, /netprofiles/, client.get(path, schema)) }, SIGNAL),
]

/** One object fits one question: what fails of the others is of no interest. */
async function onlyOf<T>(path: string, wanted: RegExp, answer: Promise<T>): Promise<T> {
  return wanted.test(path) ? answer : answer.catch(() => [] as T)
}

/** Who leads: `host:port` in a store's answer, with a status of 200 or 404. */
export const leader: FuzzTarget = {
  name: 'leader',
  seeds: [...captured('etcd', '.json'), bytesOf('[{"Value":"MTAuMC4wLjE6OTk5OQ==","Session":"s"}]')],
  words: [
    '"node":{"value":"h:1"}',
    '"errorCode":100',
    '"Value":"aDox"',
    '"Session":"s"',
    ':9999',
    '[::1]',
    'fd00::1:1',
  ],
  generated: fc
    .tuple(fc.webAuthority(), fc.string())
    .map(([authority, other]) => bytesOf(JSON.stringify({ node: { value: other.length > 3 ? authority : other } }))),
  async check(input) {
    for (const status of [200, 404]) {
      const http = answering(status, textOf(input))
      for (const source of [new EtcdLeader([BASE], http), new ConsulLeader([BASE], http)]) {
        const url = await surviveAsync(() => source.resolve(), ContivError)
        if (url === undefined) continue
        if (url.protocol !== 'http:' || url.pathname !== '/' || url.username !== '' || url.search !== '') {
          throw broken('http://host:port/', url.href)
        }
      }
    }
  },
}

/** Every number is one that a metric can say. */
function expectPlain(value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw broken('a finite number', value)
  if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) expectPlain(one)
}
