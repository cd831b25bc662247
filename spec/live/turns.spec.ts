import t from 'tap'
import { Turns } from '../../lib/live/turns.js'
import { ManualClock } from '../support/manual-clock.js'

function scene() {
  const clock = new ManualClock()
  let taken = 0
  const turns = new Turns(clock, 250, () => taken++)
  return { clock, turns, taken: () => taken }
}

t.test('the first is taken at once, those after it as one when the pause is over', async (t) => {
  const { clock, turns, taken } = scene()
  turns.ask()
  t.equal(taken(), 1)
  for (let asked = 0; asked < 1000; asked++) turns.ask()
  clock.advance(249)
  t.equal(taken(), 1)
  clock.advance(1)
  t.equal(taken(), 2)
  turns.ask()
  clock.advance(250)
  t.equal(taken(), 3, 'a pause follows every turn')
  clock.advance(250)
  t.equal(clock.timers, 0, 'nothing waits where nothing is asked')
  turns.ask()
  t.equal(taken(), 4)
})

t.test('the pause begins when the work is done', async (t) => {
  const clock = new ManualClock()
  const turns = new Turns(clock, 250, () => clock.advance(1000))
  turns.ask()
  t.equal(clock.nextIn, 250)
})

t.test('a turn is taken early, and not again when the pause is over', async (t) => {
  const { clock, turns, taken } = scene()
  turns.take()
  t.equal(taken(), 0, 'nobody asked')
  turns.ask()
  turns.ask()
  clock.advance(100)
  turns.take()
  t.equal(taken(), 2)
  t.equal(clock.nextIn, 250)
  clock.advance(250)
  t.equal(taken(), 2)
})

t.test('what is dropped is not taken, and the next is the first again', async (t) => {
  const { clock, turns, taken } = scene()
  turns.ask()
  turns.ask()
  turns.drop()
  t.equal(clock.timers, 0)
  clock.advance(250)
  t.equal(taken(), 1)
  turns.ask()
  t.equal(taken(), 2)
})
