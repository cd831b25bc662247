import t from 'tap'
import type { Result, Row } from '../../bench/row.js'
import { formatTable, isReached } from '../../bench/table.js'

const ROWS: readonly Row[] = ['one', 'two', 'three'].map((name) => ({
  name,
  title: `the ${name}`,
  measure: async () => [],
}))

function result(row: string, endpoints: number, value: number, target?: Result['target']): Result {
  return { row, endpoints, value, unit: '×', target, details: `made of ${value}`, figures: {} }
}

t.test('lines are grouped by row, in the order of the rows', async (t) => {
  const results = [
    result('two', 10, 0.61234, { sense: 'at least', value: 0.6 }),
    result('one', 10, 1.5),
    result('two', 10_000, 0.4, { sense: 'at least', value: 0.6 }),
  ]
  const table = formatTable(ROWS, results, true)
  t.equal(
    table,
    `endpoints  measured  target        reached

one: the one
       10  1.50 ×
           made of 1.5

two: the two
       10  0.612 ×   at least 0.6  yes
           made of 0.61234
   10,000  0.400 ×   at least 0.6  NO
           made of 0.4
`,
  )
  t.notMatch(formatTable(ROWS, results, false), /yes|NO/, 'not judged unless told to')
})

t.test('a target is reached at its value', async (t) => {
  t.equal(isReached(1.5, { sense: 'at most', value: 1.5 }), true)
  t.equal(isReached(1.51, { sense: 'at most', value: 1.5 }), false)
  t.equal(isReached(60, { sense: 'at least', value: 60 }), true)
  t.equal(isReached(59.9, { sense: 'at least', value: 60 }), false)
  t.equal(isReached(Number.NaN, { sense: 'at most', value: 1 }), false, 'what could not be measured is not reached')
})
