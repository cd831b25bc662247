import t from 'tap'
import { parseFdbStatsShow } from '../../../lib/unixctl/commands/fdb-stats-show.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('3.1', async (t) => {
  t.strictSame(parseFdbStatsShow(golden('fdb-stats-show.contiv-node.3.1')), {
    entries: 0,
    maxEntries: 8192,
    staticEntries: 0,
    learned: 0,
    expired: 0,
    evicted: 0,
    moved: 0,
  })
  t.match(parseFdbStatsShow(golden('fdb-stats-show.3.1').trimEnd()), { maxEntries: 8192, evicted: 0, moved: 0 })
})

t.test('counters of 64 bits, and what is not told', async (t) => {
  t.strictSame(
    parseFdbStatsShow(
      [
        '  Current/maximum MAC entries in the table: 7',
        '  Total number of learned MAC entries     : 18446744073709551615',
        '  Total number of forgotten MAC entries   : 5',
      ].join('\n'),
    ),
    { entries: 7, learned: 18446744073709551615n },
  )
})

t.test('any text', async () => checkAnyText(parseFdbStatsShow))
