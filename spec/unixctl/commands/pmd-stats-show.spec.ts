import t from 'tap'
import { parsePmdStatsShow } from '../../../lib/unixctl/commands/pmd-stats-show.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('3.1', async (t) => {
  t.strictSame(parsePmdStatsShow(golden('pmd-stats-show.contiv-node.3.1')), [
    {
      kind: 'main',
      numa: undefined,
      core: undefined,
      counters: { receivedPackets: 252, recirculatedPackets: 0, upcalls: 8, lostUpcalls: 0 },
      hits: new Map([
        ['phwol', 0],
        ['mfex_opt', 0],
        ['simple_match', 0],
        ['emc', 2],
        ['smc', 0],
        ['megaflow', 242],
      ]),
    },
  ])
})

t.test('2.8, with tabs and other words', async (t) => {
  t.strictSame(parsePmdStatsShow(golden('pmd-stats-show.written-after-2.8-source')), [
    {
      kind: 'pmd',
      numa: '0',
      core: '2',
      counters: { upcalls: 3, lostUpcalls: 1, idleCycles: 900, busyCycles: 100 },
      hits: new Map([
        ['emc', 100],
        ['megaflow', 20],
      ]),
    },
    {
      kind: 'main',
      numa: undefined,
      core: undefined,
      counters: { upcalls: 0, lostUpcalls: 0 },
      hits: new Map([
        ['emc', 0],
        ['megaflow', 0],
      ]),
    },
  ])
})

t.test('any text', async () => checkAnyText(parsePmdStatsShow))
