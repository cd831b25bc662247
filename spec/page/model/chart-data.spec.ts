import t from 'tap'
import { chartData, chartSpan } from '../../../lib/page/model/chart-data.js'
import { Store } from '../../../lib/page/model/store.js'
import { pageRow, pageSample, pageSnapshot } from '../../support/live-messages.js'

function store(updates: number): Store {
  const made = new Store()
  made.apply(pageSnapshot({ rows: [pageRow('a'), pageRow('b')] }))
  for (let sequence = 1; sequence <= updates; sequence++) {
    const samples = [pageSample('a', { rx_bytes: sequence, tx_bytes: 0, rx_dropped: 1 })]
    made.apply({ type: 'update', sequence, time: 1_000_000 + sequence * 5000, samples })
  }
  return made
}

t.test('the curves of the rows, one after another', async (t) => {
  const { timeline, rows } = store(2)
  const chosen = [...rows.values()]
  t.strictSame(chartData(timeline, chosen, 'bits'), [
    [1005, 1010],
    [8, 16],
    [0, 0],
    [null, null],
    [null, null],
  ])
  t.strictSame(chartData(timeline, chosen, 'drops'), [
    [1005, 1010],
    [1, 1],
    [null, null],
  ])
  t.strictSame(chartData(timeline, [], 'errors'), [[1005, 1010]])
})

t.test('it spans a minute, all that is known, ten minutes', async (t) => {
  const span = (updates: number) => {
    const [from, to] = chartSpan(store(updates).timeline, 5000)
    return to - from
  }
  t.strictSame([0, 2, 61, 121, 500].map(span), [60, 60, 300, 595, 595])
  t.equal(chartSpan(store(2).timeline, 5000)[1], 1010)
})
