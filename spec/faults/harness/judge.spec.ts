import t from 'tap'
import { judge } from './judge.js'

const right = { lost: 0, doubled: 0, stale: 0 }
const up = (...samples: readonly string[]) => ({ up: true, samples })
const down = (...samples: readonly string[]) => ({ up: false, samples })

t.test('a scrape is judged by what was true', async (t) => {
  const truth = [['a{} 1', 'b{} 2']]
  t.strictSame(judge(up('a{} 1', 'b{} 2'), truth, 'absent'), right)
  t.strictSame(judge(up('a{} 1'), truth, 'absent'), { ...right, lost: 1 })
  t.strictSame(judge(up(), truth, 'absent'), { ...right, lost: 2 })
  t.strictSame(judge(up('a{} 1', 'a{} 1', 'b{} 2'), truth, 'absent'), { ...right, doubled: 1 })
  t.strictSame(judge(up('a{} 1', 'b{} 1'), truth, 'absent'), { ...right, stale: 1 }, 'an old value')
  t.strictSame(judge(up('a{} 1', 'b{} 2', 'c{} 3'), truth, 'absent'), { ...right, stale: 1 }, 'a series that is gone')
})

t.test('marked down', async (t) => {
  const truth = [['a{} 1']]
  t.strictSame(judge(down(), truth, 'absent'), right)
  t.strictSame(judge(down('a{} 1'), truth, 'absent'), { ...right, stale: 1 })
  t.strictSame(judge(down('a{} 1'), truth, 'kept'), right)
  t.strictSame(judge(down(), truth, 'kept'), { ...right, lost: 1 })
  t.strictSame(judge(down('a{} 2'), truth, 'kept'), { ...right, stale: 1 })
})

t.test('while the truth changes, it may be either, and no mixture', async (t) => {
  const truths = [['a{} 1', 'b{} 1'], ['a{} 2', 'b{} 2'], undefined]
  t.strictSame(judge(up('a{} 1', 'b{} 1'), truths, 'absent'), right)
  t.strictSame(judge(up('a{} 2', 'b{} 2'), truths, 'absent'), right)
  t.strictSame(judge(up('a{} 1', 'b{} 2'), truths, 'absent'), { ...right, stale: 1 })
  t.strictSame(judge(down(), truths, 'absent'), right)
})

t.test('while nothing can be known', async (t) => {
  t.strictSame(judge(down(), [undefined], 'absent'), right)
  t.strictSame(judge(down('a{} 1'), [undefined], 'absent'), { ...right, stale: 1 })
  t.strictSame(judge(up('a{} 1'), [undefined], 'absent'), { ...right, stale: 2 }, 'it says so, too')
})
