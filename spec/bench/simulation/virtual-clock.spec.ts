import t from 'tap'
import { VirtualClock } from '../../../bench/simulation/virtual-clock.js'

t.test('time passes from action to action, promises are settled in between', async (t) => {
  const clock = new VirtualClock(1)
  const told: string[] = []
  const tell = (what: string) => () => told.push(`${clock.now()} ${what}`)
  clock.after(20, tell('b'))
  clock.after(9.2, tell('a'))
  clock.after(15, tell('never'))()
  clock.after(30, tell('later'))
  void clock.wait(10).then(() => clock.after(0, tell('after a wait')))
  await clock.pass(25)
  t.strictSame(told, ['10 a', '11 after a wait', '20 b'])
  t.equal(clock.now(), 25)
  t.equal(clock.date().getTime(), 25)
  await clock.pass(5)
  t.equal(told.at(-1), '30 later')
})
