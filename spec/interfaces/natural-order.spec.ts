import t from 'tap'
import { compareNatural } from '../../lib/interfaces/natural-order.js'

t.test('orders numbers by value, and names without regard to case first', (t) => {
  const sorted = ['br-ex', 'eth1', 'eth1.20', 'eth1.100', 'Eth2', 'eth10', 'veth1a2', 'veth1a11']
  t.same(sorted.toReversed().sort(compareNatural), sorted)
  t.end()
})

t.test('never calls different names equal, so that the order is always the same', (t) => {
  for (const [a, b] of [
    ['eth1', 'eth01'],
    ['a', 'a\u0000'],
    ['\u00e9', 'e\u0301'],
  ] as const) {
    t.equal(compareNatural(a, b), -compareNatural(b, a))
    t.not(compareNatural(a, b), 0)
  }
  t.equal(compareNatural('eth0', 'eth0'), 0)
  t.end()
})
