import t from 'tap'
import { remoteOrder } from '../../../lib/ovsdb/client/remote-order.js'

const REMOTES = ['a', 'b', 'c', 'd']

t.test('every order comes about', async (t) => {
  const seen = new Set<string>()
  for (let first = 0; first < 4; first++) {
    for (let second = 0; second < 3; second++) {
      for (let third = 0; third < 2; third++) {
        const numbers = [first / 4, second / 3, third / 2, 0.999]
        seen.add(remoteOrder(REMOTES, undefined, () => numbers.shift() ?? 0).join(''))
      }
    }
  }
  t.equal(seen.size, 24)
  for (const order of seen) t.equal([...order].sort().join(''), 'abcd')
})

t.test('the one of the last session comes last', async (t) => {
  for (const last of REMOTES) {
    const order = remoteOrder(REMOTES, last, Math.random)
    t.equal(order.at(-1), last)
    t.strictSame([...order].sort(), REMOTES)
  }
  t.strictSame(remoteOrder(['a'], 'a', Math.random), ['a'])
})

t.test('what was given stays as it was', async (t) => {
  const remotes = Object.freeze([...REMOTES])
  remoteOrder(remotes, 'b', () => 0.5)
  t.strictSame(remotes, REMOTES)
})
