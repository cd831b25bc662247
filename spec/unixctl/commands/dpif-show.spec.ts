import t from 'tap'
import { parseDpifShow } from '../../../lib/unixctl/commands/dpif-show.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('3.1', async (t) => {
  const [dpif, ...others] = parseDpifShow(golden('dpif-show.contiv-node.3.1'))
  t.strictSame(others, [])
  t.match(dpif, { datapath: 'system@ovs-system', hit: 244, missed: 8 })
  t.strictSame(
    dpif?.bridges.map(({ name, ports }) => [name, ports.length]),
    [
      ['contivVlanBridge', 1],
      ['contivVxlanBridge', 10],
    ],
  )
  t.strictSame(dpif?.bridges[1]?.ports[1], { name: 'contivh0', ofport: 2, portNumber: 3, type: 'dummy-internal' })
  t.strictSame(dpif?.bridges[1]?.ports[2], { name: 'vvport1', ofport: 4, portNumber: 4, type: 'system' })
})

t.test('a port with a configuration', async (t) => {
  const ports = parseDpifShow(golden('dpif-show.3.1'))[0]?.bridges[0]?.ports
  t.match(ports, [{ name: 'a1', type: 'dummy' }, { name: 'a2' }, { name: 'br0' }, { name: 'pm0', type: 'dummy-pmd' }])
})

t.test('tabs, counters of 64 bits, and a port that is not in the datapath', async (t) => {
  t.strictSame(parseDpifShow(golden('dpif-show.written-after-2.5-source')), [
    {
      datapath: 'system@ovs-system',
      hit: 18446744073709551615n,
      missed: 9007199254740993n,
      bridges: [
        {
          name: 'br-int',
          ports: [
            { name: 'br-int', ofport: 65534, portNumber: 1, type: 'internal' },
            { name: 'patch-tun', ofport: 1, portNumber: undefined, type: 'patch' },
          ],
        },
        {
          name: 'br-tun',
          ports: [
            { name: 'br-tun', ofport: 65534, portNumber: 2, type: 'internal' },
            { name: 'vxlan0', ofport: 2, portNumber: 3, type: 'vxlan' },
          ],
        },
      ],
    },
  ])
})

t.test('what belongs nowhere is left out', async (t) => {
  t.strictSame(parseDpifShow('  br0:\n    p 1/1: (tap)\n'), [])
  t.strictSame(parseDpifShow('a@b: hit:1 missed:2\n    p 1/1: (tap)\n'), [
    { datapath: 'a@b', hit: 1, missed: 2, bridges: [] },
  ])
})

t.test('any text', async () => checkAnyText(parseDpifShow))
