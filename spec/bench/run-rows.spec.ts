import t from 'tap'
import type { Result, Row } from '../../bench/row.js'
import { runRows, selectRows } from '../../bench/run-rows.js'

function row(name: string, measure: Row['measure'] = async () => [], after: readonly string[] = []): Row {
  return { name, title: name, after, measure }
}

function result(name: string, endpoints: number): Result {
  return { row: name, endpoints, value: 1, unit: '', details: '', figures: {} }
}

t.test('a row brings those that it builds on', async (t) => {
  const all = [row('a'), row('b', undefined, ['a']), row('c', undefined, ['b']), row('d')]
  const names = (wanted: readonly string[]) => selectRows(all, wanted).map(({ name }) => name)
  t.strictSame(names(['c']), ['a', 'b', 'c'])
  t.strictSame(names(['d', 'a']), ['a', 'd'], 'in the order of all')
})

t.test('rows are measured size by size and see what came before', async (t) => {
  const seen: string[] = []
  const first = row('first', async ({ endpoints }) => [result('first', endpoints)])
  const second = row('second', async ({ endpoints, earlier }) => {
    seen.push(`${endpoints}: ${earlier.map(({ row, endpoints }) => `${row} ${endpoints}`)}`)
    return [result('second', endpoints)]
  })
  const { results, failures } = await runRows([first, second], [1, 2], true, () => {})
  t.strictSame(seen, ['1: first 1', '2: first 1,second 1,first 2'])
  t.equal(results.length, 4)
  t.strictSame(failures, [])
})

t.test('a row that fails leaves the others alone, and what was started ends', async (t) => {
  const ended: number[] = []
  const bad = row('bad', async ({ scope, endpoints }) => {
    scope.teardown(() => ended.push(endpoints))
    throw new Error('no server')
  })
  const good = row('good', async ({ endpoints }) => [result('good', endpoints)])
  const { results, failures } = await runRows([bad, good], [1, 2], true, () => {})
  t.strictSame(results, [result('good', 1), result('good', 2)])
  t.strictSame(failures, ['bad at 1 endpoints: no server', 'bad at 2 endpoints: no server'])
  t.strictSame(ended, [1, 2])
})
