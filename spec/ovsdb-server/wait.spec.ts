import t from 'tap'
import { everyShape, failureOf, perform } from '../support/embedded-database.js'

const A = { name: 'a', n: 1 }
const B = { name: 'b', n: 2 }

const waitFor = (until: string, rows: readonly object[], more: object = {}) => ({
  op: 'wait',
  table: 'thing',
  where: [],
  columns: ['name', 'n'],
  until,
  rows,
  timeout: 0,
  ...more,
})

t.test('the rows are compared as sets', async (t) => {
  const database = everyShape(A, B)
  for (const [met, unmet, rows] of [
    ['==', '!=', [B, A]],
    ['==', '!=', [A, B, A]],
    ['!=', '==', [A]],
    ['!=', '==', [A, B, { name: 'c' }]],
    ['!=', '==', [A, { name: 'b' }]],
    ['!=', '==', []],
  ] as const) {
    t.strictSame(perform(database, waitFor(met, rows)), [{}], `${met} ${JSON.stringify(rows)}`)
    t.match(failureOf(database, waitFor(unmet, rows)), { error: 'timed out' }, `${unmet} ${JSON.stringify(rows)}`)
  }
})

t.test('only these columns of those rows', async (t) => {
  const database = everyShape(A, B)
  const where = [['n', '>', 1]]
  t.strictSame(perform(database, waitFor('==', [{ name: 'b', n: 7 }], { columns: ['name'], where })), [{}])
})

t.test('syntax', async (t) => {
  const database = everyShape(A)
  for (const [more, details] of [
    [{ until: '<' }, /"==" or "!="/],
    [{ timeout: 'long' }, /milliseconds/],
    [{ columns: undefined }, /"columns"/],
    [{ rows: undefined }, /"rows"/],
    [{ rows: [{ nowhere: 1 }] }, /nowhere/],
  ] as const) {
    const { details: said } = failureOf(database, waitFor('==', [], more))
    t.match(said, details)
  }
})
