import t from 'tap'
import type { InterfaceTraffic, Topology } from '../../../lib/correlation/index.js'
import { InterfaceLabels, interfaceLabels } from '../../../lib/exporter/sources/interface-labels.js'

const PLACES: Topology = new Map([['uuid-eth0', { bridge: 'br0', port: 'bond0' }]])

function traffic(name: string, type: string): InterfaceTraffic {
  return { uuid: `uuid-${name}`, interface: name, type, statistics: new Map() }
}

const encoded = (labels: InterfaceLabels, type: string, topology = PLACES) =>
  Buffer.from(labels.encode([traffic('eth0', type)], topology)[0] ?? []).toString()

t.test('where it is, what it is called, and its type', async (t) => {
  t.strictSame(interfaceLabels(traffic('eth0', 'dpdk'), PLACES), {
    bridge: 'br0',
    port: 'bond0',
    interface: 'eth0',
    type: 'dpdk',
  })
  t.equal(
    encoded(new InterfaceLabels(), 'dpdk'),
    '{bridge="br0",port="bond0",interface="eth0",type="dpdk"} ',
    'in the order they are told',
  )
})

t.test('an empty type is a device of the system; what nobody placed has no bridge and no port', async (t) => {
  t.strictSame(interfaceLabels(traffic('lost', ''), PLACES), {
    bridge: '',
    port: '',
    interface: 'lost',
    type: 'system',
  })
})

t.test('a type or a place that changes is told at once', async (t) => {
  const labels = new InterfaceLabels()
  t.match(encoded(labels, 'vxlan'), 'type="vxlan"')
  t.match(encoded(labels, 'geneve'), 'type="geneve"')
  t.match(encoded(labels, 'geneve', new Map([['uuid-eth0', { bridge: 'br1', port: 'eth0' }]])), 'bridge="br1"')
  t.match(encoded(labels, 'geneve', new Map()), 'bridge=""')
})

t.test('encoded once for a place, and forgotten with the interface', async (t) => {
  let read = 0
  const place = {
    port: 'p',
    get bridge() {
      read++
      return 'br0'
    },
  }
  const labels = new InterfaceLabels()
  const scrape = () => encoded(labels, '', new Map([['uuid-eth0', place]]))
  for (let scrapes = 0; scrapes < 3; scrapes++) scrape()
  t.equal(read, 1)
  for (let scrapes = 0; scrapes < 2; scrapes++) labels.encode([], PLACES)
  scrape()
  t.equal(read, 2)
})
