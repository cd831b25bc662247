import t from 'tap'
import { parsePmdPerfShow } from '../../../lib/unixctl/commands/pmd-perf-show.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('3.1, with histograms', async (t) => {
  t.strictSame(parsePmdPerfShow(golden('pmd-perf-show.histograms.3.1')), [
    {
      kind: 'pmd',
      numa: '0',
      core: '0',
      counters: {
        iterations: 144948,
        cycles: 4690551224,
        idleIterations: 144901,
        busyIterations: 47,
        sleepIterations: 144948,
        sleepMicroseconds: 164540660,
        receivedPackets: 47,
        datapathPasses: 141,
        upcalls: 26,
        lostUpcalls: 0,
        sentPackets: 141,
        sentBatches: 141,
      },
      hits: new Map([
        ['phwol', 0],
        ['mfex_opt', 0],
        ['simple_match', 0],
        ['emc', 0],
        ['smc', 0],
        ['megaflow', 115],
      ]),
    },
  ])
})

t.test('3.1', async (t) => {
  const [thread, ...others] = parsePmdPerfShow(golden('pmd-perf-show.3.1'))
  t.strictSame(others, [])
  t.equal(Object.keys(thread?.counters ?? {}).length, 12)
})

t.test('4.0, the main thread too', async (t) => {
  const [pmd, main, ...others] = parsePmdPerfShow(golden('pmd-perf-show.written-after-4.0-source'))
  t.strictSame(others, [])
  t.match(pmd, {
    kind: 'pmd',
    core: '2',
    counters: { cycles: 18446744073709551615n, iterations: 60000000, lostUpcalls: 4, sentBatches: 500000 },
  })
  t.strictSame(main, {
    kind: 'main',
    numa: undefined,
    core: undefined,
    counters: { receivedPackets: 10, datapathPasses: 10, upcalls: 2, lostUpcalls: 0, sentPackets: 0 },
    hits: new Map([
      ['phwol', 0],
      ['simple_match', 0],
      ['emc', 0],
      ['smc', 0],
      ['megaflow', 8],
    ]),
  })
})

t.test('2.10, and no packet yet', async (t) => {
  t.strictSame(parsePmdPerfShow(golden('pmd-perf-show.written-after-2.10-source')), [
    {
      kind: 'pmd',
      numa: '1',
      core: '7',
      counters: {
        cycles: 120000000000,
        iterations: 60000000,
        idleIterations: 59000000,
        busyIterations: 1000000,
        receivedPackets: 0,
        sentPackets: 0,
      },
      hits: new Map(),
    },
  ])
})

t.test('any text', async () => checkAnyText(parsePmdPerfShow))
