import t from 'tap'
import { MIRROR } from '../../../lib/exporter/collectors/mirror.js'
import { told } from '../../support/switch-rows.js'

function mirror(uuid: string, name: string, packets?: number, output: object = {}) {
  const statistics = new Map(
    packets === undefined
      ? []
      : [
          ['tx_packets', packets],
          ['tx_bytes', packets * 100],
        ],
  )
  return { _uuid: uuid, name, statistics, select_all: false, output_port: undefined, output_vlan: undefined, ...output }
}

t.test('mirrors of a bridge, to a port or a VLAN', async (t) => {
  const Mirror = [mirror('m', 'to-port', 5, { output_port: 'p' }), mirror('n', 'to-vlan', 0, { output_vlan: 9 })]
  t.strictSame(await told(MIRROR, { Bridge: { mirrors: ['m', 'n'] }, Mirror }), [
    'ovs_mirror_info{…,mirror="to-port",output_port="p0",select_all="false"} 1',
    'ovs_mirror_info{…,mirror="to-vlan",output_vlan="9",select_all="false"} 1',
    'ovs_mirror_transmit_bytes_total{…,mirror="to-port"} 500',
    'ovs_mirror_transmit_bytes_total{…,mirror="to-vlan"} 0',
    'ovs_mirror_transmit_packets_total{…,mirror="to-port"} 5',
    'ovs_mirror_transmit_packets_total{…,mirror="to-vlan"} 0',
  ])
})

t.test('of two mirrors of one name the first, and what is not counted is absent', async (t) => {
  const Mirror = [mirror('m', 'same'), mirror('n', 'same', 7), mirror('o', 'of no bridge', 7)]
  t.strictSame(await told(MIRROR, { Bridge: { mirrors: ['m', 'n', 'gone'] }, Mirror }), [
    'ovs_mirror_info{…,mirror="same",select_all="false"} 1',
  ])
})
