import t from 'tap'
import { eventually } from './eventually.js'

const FAST = { deadline: 40, interval: 1 }

t.test('waits for the first answer that is neither false, null nor undefined', async (t) => {
  const answers = [false, null, undefined, 0]
  t.equal(await eventually(() => answers.shift()), 0)
  t.same(answers, [])
})

t.test('a try that throws is tried again', async (t) => {
  let tries = 0
  t.equal(await eventually(async () => (++tries === 3 ? 'done' : Promise.reject(new Error('not yet')))), 'done')
})

t.test('past the deadline it fails: with the last error, or naming the condition', async (t) => {
  let tries = 0
  const failing = eventually(() => {
    throw new Error(`try ${++tries}`)
  }, FAST)
  await t.rejects(failing, /^try \d/)
  await t.rejects(
    eventually(() => tries < 0, FAST),
    /expected within 40 ms, never came: \(\) => tries < 0/,
  )
})
