import t from 'tap'
import { parseCoverageShow } from '../../../lib/unixctl/commands/coverage-show.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('ovs-vswitchd', async (t) => {
  const { events, neverHit } = parseCoverageShow(golden('coverage-show.contiv-node.3.1'))
  t.equal(events.size, 47)
  t.equal(events.get('bridge_reconfigure'), 56)
  t.equal(events.get('seq_change'), 1964777)
  t.equal(events.get('nln_changed'), 65)
  t.equal(neverHit, 104)
})

t.test('ovsdb-server', async (t) => {
  const { events, neverHit } = parseCoverageShow(golden('coverage-show.ovsdb-server.3.1'))
  t.equal(events.size, golden('coverage-show.ovsdb-server.3.1').split('total: ').length - 1)
  t.type(neverHit, 'number')
})

t.test('counters of 64 bits and names longer than their column', async (t) => {
  t.strictSame(parseCoverageShow(golden('coverage-show.written-after-4.0-source')), {
    events: new Map<string, unknown>([
      ['netdev_received', 18446744073709551615n],
      ['txn_success', 9007199254740993n],
      ['a_name_that_is_longer_than_its_column', 1],
    ]),
    neverHit: 0,
  })
})

t.test('nothing', async (t) => {
  t.strictSame(parseCoverageShow(''), { events: new Map(), neverHit: undefined })
})

t.test('any text', async () => checkAnyText(parseCoverageShow))
