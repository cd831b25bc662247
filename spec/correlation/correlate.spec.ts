import t from 'tap'
import type { Endpoint } from '../../lib/contiv/index.js'
import { correlate, endpointIds, type InterfaceRow } from '../../lib/correlation/correlate.js'
import { uuidNamed } from '../support/uuid-named.js'

function row(name: string, externalIds: Record<string, string> = {}, type = ''): InterfaceRow {
  return {
    _uuid: uuidNamed(`uuid-${name}`),
    name,
    type,
    external_ids: new Map(Object.entries(externalIds)),
    statistics: new Map([['rx_packets', 1]]),
  }
}

function endpoint(id: string): Endpoint {
  return {
    id,
    tenant: 'blue',
    network: 'web',
    group: undefined,
    host: 'node-1',
    container: 'c',
    containerId: undefined,
  }
}

const ID = 'web.blue-1'
const OTHER = 'web.blue-2'

t.test('an interface whose endpoint is known is the endpoint’s, with the statistics as they came', async (t) => {
  const known = endpoint(ID)
  const first = row('vvport1', { 'endpoint-id': ID, 'other-key': OTHER })
  const { endpoints, interfaces, unmatched } = correlate([first], new Map([[ID, known]]))
  t.strictSame(interfaces, [])
  t.equal(unmatched, 0)
  t.strictSame(endpoints, [
    { uuid: 'uuid-vvport1', interface: 'vvport1', statistics: first.statistics, endpoint: known },
  ])
  t.equal(endpoints[0]?.endpoint, known, 'the same object: whoever keeps labels sees whether it changed')
  t.equal(endpoints[0]?.statistics, first.statistics)
})

t.test('every other interface is the switch’s own', async (t) => {
  const rows = [
    row('br0', {}, 'internal'),
    row('contivh0', { 'endpoint-id': 'hostcontivh0' }, 'internal'),
    row('vvport1', { 'endpoint-id': ID }),
    row('vvport2', { 'endpoint-id': OTHER }),
    row('odd', { 'endpoint-id': '' }),
    row('case', { 'Endpoint-Id': ID }),
  ]
  const { endpoints, interfaces, unmatched } = correlate(rows, new Map([[ID, endpoint(ID)]]))
  t.strictSame(
    endpoints.map((one) => one.interface),
    ['vvport1'],
  )
  t.strictSame(
    interfaces.map((one) => [one.interface, one.type]),
    [
      ['br0', 'internal'],
      ['contivh0', 'internal'],
      ['vvport2', ''],
      ['odd', ''],
      ['case', ''],
    ],
  )
  t.equal(unmatched, 1, 'vvport2: a host port is no endpoint, nor is an empty id')
})

t.test('an interface comes out once even when two carry one id', async (t) => {
  const rows = [row('vvport1', { 'endpoint-id': ID }), row('vvport9', { 'endpoint-id': ID })]
  const { endpoints, interfaces } = correlate(rows, new Map([[ID, endpoint(ID)]]))
  t.equal(endpoints.length, 2)
  t.equal(interfaces.length, 0)
})

t.test('a host port is joined when somebody knows it', async (t) => {
  const known = new Map([['hostcontivh0', endpoint('hostcontivh0')]])
  t.equal(correlate([row('contivh0', { 'endpoint-id': 'hostcontivh0' })], known).endpoints.length, 1)
})

t.test('the ids to ask for: each once, without those of host ports', async (t) => {
  const rows = [
    row('a', { 'endpoint-id': ID }),
    row('b', { 'endpoint-id': ID }),
    row('c', { 'endpoint-id': OTHER }),
    row('d', { 'endpoint-id': 'hostcontivh0' }),
    row('e'),
  ]
  t.strictSame([...endpointIds(rows)], [ID, OTHER])
  t.equal(endpointIds([]).size, 0)
})
