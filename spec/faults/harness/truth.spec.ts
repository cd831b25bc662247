import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { Truth } from './truth.js'

t.test('what was true when', async (t) => {
  let now = ['a{} 1']
  const truth = new Truth(() => now)
  const at: number[] = []
  const mark = async () => {
    await delay(2)
    at.push(performance.now())
    await delay(2)
  }
  await truth.change()
  await mark()
  await truth.change(async () => {
    await mark()
    now = ['a{} 2']
  })
  await mark()
  await truth.lose(() => {})
  await mark()
  const [one = 0, within = 0, two = 0, lost = 0] = at
  t.strictSame(truth.during(one, one), [['a{} 1']])
  t.strictSame(truth.during(within, within), [['a{} 1'], ['a{} 2']], 'both, while it changes')
  t.strictSame(truth.during(one, two), [['a{} 1'], ['a{} 2']])
  t.strictSame(truth.during(two, two), [['a{} 2']])
  t.strictSame(truth.during(lost, lost), [undefined])
})
