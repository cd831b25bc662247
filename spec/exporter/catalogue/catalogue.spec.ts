import t from 'tap'
import { catalogue } from '../../../lib/exporter/catalogue/catalogue.js'
import { COLLECTORS, VTEP_COLLECTORS } from '../../../lib/exporter/collectors/registry.js'

const sections = catalogue()
const familyNamed = (name: string) =>
  sections.flatMap(({ families }) => families).find((family) => family.name === name)

t.test('every collector, and the exporter itself', async (t) => {
  t.strictSame(
    sections.map(({ collector }) => collector),
    [...new Set([...COLLECTORS, ...VTEP_COLLECTORS].map(({ name }) => name)), undefined],
  )
  t.strictSame(
    sections.filter(({ modes }) => modes.length === 0).map(({ database }) => database),
    Array(VTEP_COLLECTORS.length - 1).fill('hardware_vtep'),
    'all but the managers, which every database has',
  )
  for (const { families } of sections) t.ok(families.length > 0)
})

t.test('no family twice in one mode', async (t) => {
  for (const mode of ['ovs', 'netplugin', 'netmaster']) {
    const names = sections
      .filter(({ modes }) => modes.includes(mode))
      .flatMap(({ families }) => families.map(({ name }) => name))
    t.strictSame(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
      mode,
    )
  }
})

t.test('what is told of a family', async (t) => {
  t.strictSame(familyNamed('ovs_interface_transmit_queue_bytes_total'), {
    name: 'ovs_interface_transmit_queue_bytes_total',
    type: 'counter',
    unit: 'bytes',
    labels: ['bridge', 'port', 'interface', 'type', 'queue'],
    help: "Bytes transmitted, by queue, from the switch's point of view.",
    source: 'Interface.statistics:tx_qN_bytes',
    since: '2.17',
  })
  t.match(familyNamed('contiv_endpoint_transmit_frame_errors_total'), { source: 'Interface.statistics:rx_frame_err' })
  t.equal(familyNamed('ovs_interface_transmit_frame_errors_total'), undefined, 'Open vSwitch does not count them')
  t.match(familyNamed('rx_bytes'), { source: 'Interface.statistics:tx_bytes', type: 'counter', unit: 'bytes' })
  t.ok(familyNamed('KEY'))
  t.notOk('since' in (familyNamed('ovs_up') ?? {}))
  t.match(familyNamed('ovs_collector_duration_seconds'), { unit: 'seconds', labels: ['collector'] })
})
