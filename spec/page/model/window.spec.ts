import fc from 'fast-check'
import t from 'tap'
import { scrollTo, windowOf } from '../../../lib/page/model/window.js'

t.test('only what is in sight is drawn, and a little more', async (t) => {
  const scroll = { top: 32_000, height: 640, rowHeight: 32, rows: 10_000 }
  t.strictSame(windowOf(scroll), { first: 994, end: 1026 })
  t.strictSame(windowOf({ ...scroll, top: 0 }), { first: 0, end: 26 })
  t.strictSame(windowOf({ ...scroll, rows: 0 }), { first: 0, end: 0 })
})

const number = (min: number, max: number) => fc.integer({ min, max })
const scrolls = fc.record({
  top: number(-50, 400_000),
  height: number(0, 3000),
  rowHeight: number(16, 80),
  rows: number(0, 12_000),
})

t.test('whatever is in sight is drawn, and never many more', async (t) => {
  const property = fc.property(scrolls, (scroll) => {
    const { first, end } = windowOf(scroll)
    const drawn = end - first
    const most = Math.ceil(scroll.height / scroll.rowHeight) + 14
    if (first < 0 || end > scroll.rows || drawn < 0 || drawn > most) return false
    const { top, height, rowHeight, rows } = scroll
    const seen = Array.from({ length: rows }, (_, row) => row).filter(
      (row) => (row + 1) * rowHeight > top && row * rowHeight < top + height,
    )
    return seen.every((row) => row >= first && row < end)
  })
  t.equal(fc.check(property, { numRuns: 50 }).counterexample, null)
})

t.test('a row comes into sight by the shortest way', async (t) => {
  const scroll = { top: 320, height: 320, rowHeight: 32, rows: 100 }
  t.equal(scrollTo(12, scroll), 320, 'in sight')
  t.equal(scrollTo(5, scroll), 160)
  t.equal(scrollTo(20, scroll), 352)
})
