import t from 'tap'
import { Listeners } from '../../lib/ovsdb/listeners.js'

t.test('each listener is told until it leaves', async (t) => {
  const listeners = new Listeners<number>()
  const told: string[] = []
  const listener = (value: number) => told.push(`a${value}`)
  const leave = listeners.add(listener)
  listeners.add(listener)
  listeners.add((value) => told.push(`b${value}`))
  listeners.tell(1)
  leave()
  listeners.tell(2)
  t.strictSame(told, ['a1', 'a1', 'b1', 'a2', 'b2'], 'one added twice is told twice')
})

t.test('what one of them throws is no business of the others', async (t) => {
  const listeners = new Listeners<number>()
  const told: number[] = []
  const uncaught = new Promise((resolve) => process.once('uncaughtException', resolve))
  listeners.add(() => {
    throw new Error('a bug')
  })
  listeners.add((value) => told.push(value))
  listeners.tell(1)
  t.strictSame(told, [1])
  t.match(await uncaught, { message: 'a bug' })
})
