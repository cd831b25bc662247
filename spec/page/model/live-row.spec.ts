import t from 'tap'
import { countOf, curvesOf, newRow, rateOf, sum, withoutNews } from '../../../lib/page/model/live-row.js'
import { pageRow, pageSample } from '../../support/live-messages.js'

function live(rates: Parameters<typeof pageSample>[1]) {
  const [, values, counts] = pageSample('a', rates)
  return { ...newRow(pageRow('a')), rates: values, counts }
}

t.test('bits of bytes, drops and errors of both directions', async (t) => {
  const row = live({ rx_bytes: 10, tx_bytes: 1, rx_packets: 5, tx_dropped: 2, rx_errors: 1, tx_errors: 3 })
  t.strictSame(curvesOf(row), {
    receive: 80,
    transmit: 8,
    receivePackets: 5,
    transmitPackets: null,
    drops: 2,
    errors: 4,
  })
  t.equal(rateOf(row, 'rx_packets'), 5)
  t.equal(countOf(row, 'tx_packets'), null)
})

t.test('a row of which nothing is known', async (t) => {
  for (const row of [newRow(pageRow('a')), withoutNews(live({ rx_bytes: 1 }))]) {
    t.ok(Object.values(curvesOf(row)).every((value) => value === null))
    t.equal(row.row.interface, 'a')
  }
})

t.test('how it was is no news either', async (t) => {
  const down = newRow(pageRow('a', { state: 'error', error: 'No such device' }))
  t.match(withoutNews(down).row, { state: 'unknown', error: '' })
})

t.test('a sum holds what is known', async (t) => {
  t.strictSame([sum(1, 2), sum(null, 2), sum(1, null), sum(null, null)], [3, 2, 1, null])
})
