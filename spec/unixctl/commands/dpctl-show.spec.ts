import t from 'tap'
import { parseDpctlShow } from '../../../lib/unixctl/commands/dpctl-show.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('3.1, in user space: no masks', async (t) => {
  const [datapath, ...others] = parseDpctlShow(golden('dpctl-show.contiv-node.3.1'))
  t.strictSame(others, [])
  t.match(datapath, { name: 'system@ovs-system', lookups: { hit: 244, missed: 8, lost: 0 }, flows: 0 })
  t.strictSame([datapath?.masks, datapath?.cache, datapath?.caches], [{}, {}, new Map()])
  t.equal(datapath?.ports.length, 12)
  t.strictSame(datapath?.ports[3], { number: 3, name: 'contivh0', type: 'dummy-internal' })
  t.strictSame(datapath?.ports[4], { number: 4, name: 'vvport1', type: 'system' })
})

t.test('3.7, of the kernel', async (t) => {
  t.strictSame(parseDpctlShow(golden('dpctl-show.written-after-3.7-source')), [
    {
      name: 'system@ovs-system',
      lookups: { hit: 18446744073709551615n, missed: 9007199254740993n, lost: 5 },
      flows: 12,
      masks: { hit: 1000, total: 4 },
      cache: { hit: 900 },
      caches: new Map([['masks-cache', 256]]),
      ports: [
        { number: 0, name: 'ovs-system', type: 'internal' },
        { number: 1, name: 'eth0', type: 'system' },
        { number: 2, name: 'vxlan_sys_4789', type: 'vxlan' },
        { number: 3, name: 'gone', type: 'internal' },
      ],
    },
  ])
})

t.test('2.5, with tabs', async (t) => {
  t.match(parseDpctlShow(golden('dpctl-show.written-after-2.5-source')), [
    { lookups: { hit: 10, missed: 2, lost: 0 }, flows: 1, masks: { hit: 12, total: 1 }, ports: { length: 2 } },
  ])
})

t.test('none', async (t) => t.strictSame(parseDpctlShow('\n'), []))

t.test('any text', async () => checkAnyText(parseDpctlShow))
