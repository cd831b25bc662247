import t from 'tap'
import { COVERAGE, readCoverage } from '../../../../lib/exporter/collectors/unixctl/coverage.js'
import { asking, samplesFrom } from '../../../support/ask.js'
import { golden } from '../../../support/unixctl-parser.js'

t.test('events of both daemons, exact', async (t) => {
  const text = golden('coverage-show.written-after-4.0-source')
  const answer = await readCoverage(asking({ 'coverage/show': text }))
  if (answer === undefined) throw new Error('no answer')
  const other = { events: new Map([['util_xalloc', 5]]), neverHit: 1 }
  t.strictSame(
    await samplesFrom(COVERAGE, {
      answers: [
        { daemon: 'ovs-vswitchd', answer },
        { daemon: 'ovsdb-server', answer: other },
      ],
      error: undefined,
    }),
    [
      'ovs_coverage_events_total{daemon="ovs-vswitchd",event="a_name_that_is_longer_than_its_column"} 1',
      'ovs_coverage_events_total{daemon="ovs-vswitchd",event="netdev_received"} 18446744073709551615',
      'ovs_coverage_events_total{daemon="ovs-vswitchd",event="txn_success"} 9007199254740993',
      'ovs_coverage_events_total{daemon="ovsdb-server",event="util_xalloc"} 5',
    ],
  )
})

t.test('a daemon without the command', async (t) => {
  t.equal(await readCoverage(asking({})), undefined)
})
