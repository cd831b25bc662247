import t from 'tap'
import { CAPACITY } from '../../../lib/page/model/history.js'
import { curvesOf } from '../../../lib/page/model/live-row.js'
import { Store } from '../../../lib/page/model/store.js'
import { pageRow, pageSample, pageSnapshot } from '../../support/live-messages.js'

const receive = (store: Store, id: string) => {
  const live = store.rows.get(id)
  return live === undefined ? undefined : curvesOf(live).receive
}
const curve = (store: Store, id: string) => store.rows.get(id)?.history.read('receive', store.timeline.places())

function started(...ids: readonly string[]): Store {
  const store = new Store()
  store.apply(pageSnapshot({ rows: ids.map((id) => pageRow(id)) }))
  return store
}

const bytes = (id: string, rate: number) => pageSample(id, { rx_bytes: rate })

t.test('a snapshot, then what changes', async (t) => {
  const store = started('a', 'b')
  t.match(store, { mode: 'ovs', version: '1.2.3', interval: 5000, up: true })
  store.apply({ type: 'update', sequence: 1, time: 5000, samples: [bytes('a', 1), bytes('b', 2)] })
  store.apply({ type: 'update', sequence: 2, time: 10_000, samples: [bytes('a', 3)] })
  t.strictSame([receive(store, 'a'), receive(store, 'b')], [24, 16])
  t.strictSame(store.timeline.times(), [5000, 10_000])
  t.strictSame(curve(store, 'b'), [16, 16], 'who is not told goes on as before')
  store.apply({ type: 'update', sequence: 2, rows: [pageRow('a', { state: 'down' }), pageRow('c')], gone: ['b'] })
  t.strictSame([...store.rows.keys()], ['a', 'c'])
  t.equal(store.rows.get('a')?.row.state, 'down')
  t.equal(receive(store, 'a'), 24)
  t.equal(store.timeline.length, 2, 'no statistics update')
  const banner = { id: 'x', level: 'error', text: '', advice: '', since: null } as const
  store.apply({ type: 'update', sequence: 2, interval: 10_000, banners: [banner], totals: [] })
  t.match(store, { interval: 10_000, banners: [banner] })
  store.apply({ type: 'alive' })
  t.equal(store.rows.size, 2)
})

t.test('a lost connection is a gap, and nothing is known meanwhile', async (t) => {
  const store = started('a')
  store.apply({ type: 'update', sequence: 1, time: 5000, samples: [bytes('a', 1)] })
  store.disconnected()
  t.equal(receive(store, 'a'), null)
  t.strictSame(curve(store, 'a'), [8])
  store.apply(pageSnapshot({ sequence: 9, rows: [pageRow('a'), pageRow('b')], samples: [bytes('a', 5)] }))
  t.equal(receive(store, 'a'), 40)
  store.apply({ type: 'update', sequence: 10, time: 50_000, samples: [bytes('a', 2), bytes('b', 2)] })
  t.strictSame(curve(store, 'a'), [8, null, 16])
  t.strictSame(curve(store, 'b'), [null, null, 16])
  t.strictSame(store.timeline.times(), [5000, 5001, 50_000])
})

t.test('an update that was missed is a gap', async (t) => {
  const store = started('a')
  store.apply({ type: 'update', sequence: 1, time: 5000, samples: [bytes('a', 1)] })
  store.apply({ type: 'update', sequence: 3, time: 15_000, samples: [bytes('a', 1)] })
  t.strictSame(curve(store, 'a'), [8, null, 8])
})

t.test('the database is away: rows are named and count nothing', async (t) => {
  const store = started('a', 'b')
  store.apply({ type: 'update', sequence: 1, time: 5000, samples: [bytes('a', 1)] })
  store.apply(pageSnapshot({ up: false, rows: [] }))
  t.equal(store.up, false)
  t.strictSame([...store.rows.keys()], ['a', 'b'], 'whether they are gone is not known')
  t.equal(receive(store, 'a'), null)
  store.apply(pageSnapshot({ rows: [pageRow('b')] }))
  t.strictSame([...store.rows.keys()], ['b'])
})

t.test('an old tab holds no more than a new one', async (t) => {
  const store = started()
  for (let sequence = 1; sequence <= 5000; sequence++) {
    const id = `row-${sequence}`
    const gone = sequence > 10 ? [`row-${sequence - 10}`] : []
    store.apply({ type: 'update', sequence, time: sequence * 5000, rows: [pageRow(id)], gone, samples: [bytes(id, 1)] })
  }
  t.equal(store.rows.size, 10)
  t.equal(store.timeline.length, CAPACITY)
})

t.test('mode netmaster', async (t) => {
  const store = new Store()
  const tenants = [{ name: 'blue', networks: [] }]
  store.apply({ type: 'netmaster', mode: 'netmaster', version: '1', time: 1, tenants, banners: [] })
  t.match(store, { mode: 'netmaster', version: '1', netmaster: { tenants } })
})
