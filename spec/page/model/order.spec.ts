import t from 'tap'
import { columnsOf } from '../../../lib/page/model/columns.js'
import { newRow } from '../../../lib/page/model/live-row.js'
import { BY_ATTENTION, nextSort, type Sort, sortRows } from '../../../lib/page/model/order.js'
import type { Row } from '../../../lib/page/protocol.js'
import { pageRow, pageSample } from '../../support/live-messages.js'

const column = (id: string) => {
  const found = columnsOf('netplugin').find((candidate) => candidate.id === id)
  if (found === undefined) throw new Error(id)
  return found
}

function live(id: string, bytes?: number, part: Partial<Row> = {}) {
  const [, rates, counts] = pageSample(id, bytes === undefined ? {} : { rx_bytes: bytes })
  return { ...newRow(pageRow(id, part)), rates, counts }
}

const ROWS = [live('eth10', 5), live('eth2', 5), live('eth3'), live('eth1', 7), live('eth4', 0, { state: 'down' })]
const sorted = (sort: Sort) => sortRows(ROWS, sort).map(({ row }) => row.interface)

t.test('what matters: broken first, then by traffic, equals by name', async (t) => {
  t.strictSame(sorted(BY_ATTENTION), ['eth4', 'eth1', 'eth2', 'eth10', 'eth3'])
})

t.test('by a column: what is not known comes last whatever the direction', async (t) => {
  const by = column('receive')
  t.strictSame(sorted({ by, descending: true }), ['eth1', 'eth2', 'eth10', 'eth4', 'eth3'])
  t.strictSame(sorted({ by, descending: false }), ['eth4', 'eth2', 'eth10', 'eth1', 'eth3'])
  const name = column('interface')
  t.strictSame(sorted({ by: name, descending: false }), ['eth1', 'eth2', 'eth3', 'eth4', 'eth10'])
  t.strictSame(sorted({ by: name, descending: true }), ['eth10', 'eth4', 'eth3', 'eth2', 'eth1'])
  const tenants = [live('a'), live('b', 1, { tenant: 'blue' })]
  for (const descending of [true, false]) {
    t.equal(sortRows(tenants, { by: column('tenant'), descending })[0]?.row.id, 'b', 'an empty name is none')
  }
})

t.test('nothing is sorted in place', async (t) => {
  const before = [...ROWS]
  sorted(BY_ATTENTION)
  t.strictSame(ROWS, before)
})

t.test('pressing a header: the useful direction, the other, what matters again', async (t) => {
  for (const [id, first] of [
    ['receive', true],
    ['tenant', false],
  ] as const) {
    const by = column(id)
    const once = nextSort(BY_ATTENTION, by)
    const twice = nextSort(once, by)
    t.strictSame(once, { by, descending: first })
    t.strictSame(twice, { by, descending: !first })
    t.strictSame(nextSort(twice, by), BY_ATTENTION)
    t.strictSame(nextSort(twice, column('drops')), { by: column('drops'), descending: true })
  }
})
