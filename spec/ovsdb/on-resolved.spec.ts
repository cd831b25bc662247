import t from 'tap'
import { onResolved } from '../../lib/ovsdb/on-resolved.js'

function withResolver() {
  let resolve: (value: number) => void = () => {}
  const promise = new Promise<number>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

t.test('tells those who stayed', async (t) => {
  const { promise, resolve } = withResolver()
  const told: string[] = []
  const [, leave] = ['a', 'b', 'c'].map((name) => onResolved(promise, (value) => told.push(`${name}${value}`)))
  leave?.()
  resolve(1)
  await promise
  await promise
  t.strictSame(told, ['a1', 'c1'])
  onResolved(promise, (value) => told.push(`late${value}`))
  await promise
  t.strictSame(told, ['a1', 'c1', 'late1'], 'and who comes when it is over')
})

t.test('hangs one reaction on the promise, however many wait', async (t) => {
  const { promise } = withResolver()
  let reactions = 0
  const counted = new Proxy(promise, {
    get: (target, name) => {
      if (name === 'then') reactions++
      return Reflect.get(target, name).bind(target)
    },
  })
  for (let n = 0; n < 3; n++) onResolved(counted, () => t.fail('it never is'))
  t.equal(reactions, 1)
})
