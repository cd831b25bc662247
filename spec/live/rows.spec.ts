import t from 'tap'
import type { Endpoint } from '../../lib/contiv/index.js'
import { type RowIdentities, rowOf, sameRow, statisticsOf } from '../../lib/live/rows.js'
import type { MonitoredInterface } from '../../lib/live/switch-monitor.js'
import { uuidNamed } from '../support/uuid-named.js'

const INTERFACE: MonitoredInterface = {
  _uuid: uuidNamed('u1'),
  name: 'veth1',
  type: '',
  external_ids: new Map(),
  statistics: new Map(),
  admin_state: 'up',
  link_state: 'up',
  error: undefined,
}
const ID = 'web.blue-08b9'
const ENDPOINT: Endpoint = {
  id: ID,
  tenant: 'blue',
  network: 'web',
  group: undefined,
  host: 'node-1',
  container: 'web-7',
  containerId: undefined,
}
const TOPOLOGY = new Map([['u1', { bridge: 'br0', port: 'p' }]])

/** All were asked for that are not known. */
class Identities extends Map<string, Endpoint> {
  isUnknown(id: string): boolean {
    return !this.has(id)
  }
}
const NOBODY = new Identities()

t.test('an interface', async (t) => {
  t.strictSame(rowOf(INTERFACE, TOPOLOGY, NOBODY), {
    id: 'u1',
    kind: 'interface',
    interface: 'veth1',
    tenant: '',
    network: '',
    group: '',
    host: '',
    container: '',
    bridge: 'br0',
    type: 'system',
    state: 'up',
    error: '',
    unmatched: false,
  })
  t.equal(rowOf(INTERFACE, new Map(), NOBODY).bridge, '')
})

t.test('an endpoint, known or not', async (t) => {
  const of = (id: string, known: RowIdentities | undefined) =>
    rowOf({ ...INTERFACE, external_ids: new Map([['endpoint-id', id]]) }, TOPOLOGY, known)
  t.match(of(ID, new Identities([[ID, ENDPOINT]])), {
    kind: 'endpoint',
    tenant: 'blue',
    network: 'web',
    group: '',
    host: 'node-1',
    container: 'web-7',
    unmatched: false,
  })
  t.match(of(ID, NOBODY), { kind: 'interface', unmatched: true })
  const unasked = { get: () => undefined, isUnknown: () => false }
  t.match(of(ID, unasked), { kind: 'interface', unmatched: false }, 'the answer is not there yet')
  t.match(of(ID, undefined), { kind: 'interface', unmatched: false }, 'nobody was asked')
  t.match(of('hostcontivh0', NOBODY), { kind: 'interface', unmatched: false })
})

t.test('its state', async (t) => {
  const of = (columns: Partial<MonitoredInterface>) => rowOf({ ...INTERFACE, ...columns }, TOPOLOGY, NOBODY).state
  t.equal(of({ link_state: 'down' }), 'down')
  t.equal(of({ link_state: 'down', admin_state: 'down' }), 'off')
  t.equal(of({ link_state: undefined, admin_state: undefined }), 'unknown')
  t.equal(of({ error: 'could not open network device veth1 (No such device)', link_state: undefined }), 'error')
})

t.test('an endpoint counts from its own side', async (t) => {
  const statistics = new Map([
    ['rx_bytes', 1],
    ['tx_bytes', 2],
  ])
  const row = rowOf(INTERFACE, TOPOLOGY, NOBODY)
  t.equal(statisticsOf(row, statistics), statistics)
  t.strictSame(
    [...statisticsOf({ ...row, kind: 'endpoint' }, statistics)],
    [
      ['tx_bytes', 1],
      ['rx_bytes', 2],
    ],
  )
})

t.test('the same row', async (t) => {
  const row = rowOf(INTERFACE, TOPOLOGY, NOBODY)
  t.ok(sameRow(row, { ...row }))
  for (const key of Object.keys(row)) t.notOk(sameRow(row, { ...row, [key]: 'another' }), key)
})
