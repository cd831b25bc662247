import t from 'tap'
import { labelInterfaces, labelled } from '../../lib/terminal/label-interfaces.js'
import { placedInterface } from '../interfaces/interface-row.js'
import { inspection, inspectPath } from '../support/contiv.js'
import { freePort } from '../support/free-port.js'
import { startNetmaster } from '../support/netmaster-server.js'

const ROW = placedInterface({
  name: 'veth-a',
  external_ids: new Map([['endpoint-id', 'web.blue-aaaa']]),
  statistics: new Map<string, number | bigint>([
    ['rx_bytes', 2n ** 60n],
    ['tx_bytes', 2],
    ['collisions', 3],
  ]),
})
const OTHER = placedInterface({ name: 'eth0', statistics: new Map([['rx_bytes', 5]]) })
const fixed = (url: string) => ({ kind: 'fixed', url: new URL(url) }) as const

t.test('an endpoint is counted from the side of its container', async (t) => {
  const netmaster = await startNetmaster(t)
  netmaster.answer(
    inspectPath('blue', 'web'),
    inspection('blue', 'web', [{ id: 'aaaa', container: 'web-1', group: 'front' }]),
  )
  const { interfaces, failure } = await labelInterfaces([ROW, OTHER], fixed(netmaster.url), 5000)
  t.equal(failure, undefined)
  t.match(interfaces[0]?.endpoint, { tenant: 'blue', network: 'web', group: 'front', container: 'web-1' })
  t.strictSame(
    [...(interfaces[0]?.statistics ?? [])],
    [
      ['tx_bytes', 2n ** 60n],
      ['rx_bytes', 2],
      ['collisions', 3],
    ],
  )
  t.equal(interfaces[1], OTHER)
})

t.test('without Netmaster all are counted as before, and that is told', async (t) => {
  const { interfaces, failure } = await labelInterfaces([ROW], fixed(`http://127.0.0.1:${await freePort()}`), 5000)
  t.strictSame(interfaces, [ROW])
  t.match(failure, /^cannot label the endpoints: .*ECONNREFUSED/)
  t.equal(
    (await labelInterfaces([OTHER], fixed('http://127.0.0.1:1'), 5000)).failure,
    undefined,
    'there is none to label',
  )
})

t.test('an id that nobody knows', async (t) => {
  t.equal(labelled(ROW, { get: () => undefined }), ROW)
})
