import t from 'tap'
import { seededRandom } from '../../lib/demo/random.js'

const numbers = (seed: number) => {
  const random = seededRandom(seed)
  return Array.from({ length: 1000 }, random)
}

t.strictSame(numbers(7), numbers(7), 'the same for the same seed')
t.notSame(numbers(7), numbers(8))
t.ok(numbers(Date.now()).every((number) => number >= 0 && number < 1))
t.ok(Math.min(...numbers(1)) < 0.1, 'low ones')
t.ok(Math.max(...numbers(1)) > 0.9, 'and high ones')
