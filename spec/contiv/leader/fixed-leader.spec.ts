import t from 'tap'
import { FixedLeader } from '../../../lib/contiv/leader/fixed-leader.js'

t.test('is always the same', async (t) => {
  const url = new URL('http://netmaster:9999/')
  const leader = new FixedLeader(url)
  t.equal(await leader.resolve(), url)
  t.equal(await leader.resolve(), url)
})
