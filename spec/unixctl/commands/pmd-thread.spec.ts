import t from 'tap'
import { parsePmdThreads } from '../../../lib/unixctl/commands/pmd-thread.js'

const counters = new Map([['Rx packets', 'receivedPackets']] as const)

t.test('what belongs to no thread, is unknown or is no count is left out', async (t) => {
  const text = [
    'Rx packets: 1',
    'pmd thread:',
    '  - Rx packets:   2 (5 Kpps)',
    '  Rx packets: many',
    '  Colour: 5',
    '  avg. subtable lookups per megaflow hit: 3.00',
    '  New Fancy hits: 6',
    `  ${'x'.repeat(60)} hits: 7`,
  ]
  t.strictSame(parsePmdThreads(text.join('\n'), counters), [
    {
      kind: 'pmd',
      numa: undefined,
      core: undefined,
      counters: { receivedPackets: 2 },
      hits: new Map([['new_fancy', 6]]),
    },
  ])
})
