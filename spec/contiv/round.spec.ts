import { getEventListeners } from 'node:events'
import t from 'tap'
import { Round } from '../../lib/contiv/round.js'

t.test('a round ends with the outer signal, or by itself, with the reason', async (t) => {
  const outer = new AbortController()
  const [one, other] = [new Round(outer.signal), new Round(outer.signal)]
  const reason = new Error('no answer')
  one.end(reason)
  t.equal(one.signal.reason, reason)
  t.notOk(other.signal.aborted)
  t.notOk(outer.signal.aborted)
  const stopped = new Error('stopped')
  outer.abort(stopped)
  t.equal(other.signal.reason, stopped)
  t.equal(one.signal.reason, reason)
  t.equal(new Round(outer.signal).signal.reason, stopped)
})

t.test('it leaves nothing at the outer signal', async (t) => {
  const { signal } = new AbortController()
  const round = new Round(signal)
  t.equal(getEventListeners(signal, 'abort').length, 1)
  round[Symbol.dispose]()
  t.equal(getEventListeners(signal, 'abort').length, 0)
})
