import t from 'tap'
import { parseUpcallShow } from '../../../lib/unixctl/commands/upcall-show.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('3.1', async (t) => {
  t.strictSame(parseUpcallShow(golden('upcall-show.contiv-node.3.1')), [
    {
      datapath: 'system@ovs-system',
      flows: { current: 0, average: 0, max: 8, limit: 10000 },
      dumpDuration: 1,
      keys: new Map([['4', 0]]),
    },
  ])
})

t.test('tabs, and several revalidators', async (t) => {
  t.strictSame(parseUpcallShow(golden('upcall-show.written-after-2.5-source')), [
    {
      datapath: 'system@ovs-system',
      flows: { current: 3, average: 4, max: 57, limit: 200000 },
      dumpDuration: 12,
      keys: new Map([
        ['7', 1],
        ['8', 2],
      ]),
    },
  ])
})

t.test('offloaded flows, and several datapaths', async (t) => {
  t.strictSame(
    parseUpcallShow(golden('upcall-show.written-after-4.0-source')).map(({ datapath, offloadedFlows, keys }) => [
      datapath,
      offloadedFlows,
      ...keys,
    ]),
    [
      ['netdev@ovs-netdev', 5, ['9', 12]],
      ['system@ovs-system', undefined, ['10', 0]],
    ],
  )
})

t.test('without its counts', async (t) => {
  t.strictSame(parseUpcallShow('system@ovs-system:\n  flows         : (current ?)\n  news: 5\n'), [
    { datapath: 'system@ovs-system', flows: {}, keys: new Map() },
  ])
  t.strictSame(parseUpcallShow('  flows         : (current 1)\n'), [])
})

t.test('any text', async () => checkAnyText(parseUpcallShow))
