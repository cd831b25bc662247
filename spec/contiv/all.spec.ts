import t from 'tap'
import { all } from '../../lib/contiv/all.js'

t.test('every answer, in the order of the requests', async (t) => {
  const [number, text] = await all([Promise.resolve(1), Promise.resolve('a')])
  t.strictSame([number, text], [1, 'a'])
  t.strictSame(await all([]), [])
})

t.test('one that fails is told once all have ended', async (t) => {
  let end = () => {}
  const slow = new Promise<void>((resolve) => {
    end = resolve
  })
  let told = false
  const answer = all([Promise.reject(new Error('no')), slow]).finally(() => {
    told = true
  })
  const refused = t.rejects(answer, { message: 'no' })
  await new Promise((resolve) => setImmediate(resolve))
  t.notOk(told)
  end()
  await refused
})
