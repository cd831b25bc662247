import t from 'tap'
import { Watched } from '../../lib/terminal/watched.js'
import { pageRow, pageSample, pageSnapshot } from '../support/live-messages.js'

const ROWS = [pageRow('eth0'), pageRow('eth1'), pageRow('veth0', { bridge: 'br1' }), pageRow('lost', { bridge: '' })]
const UPDATE = { type: 'update', sequence: 1 } as const
const SILENCE = { id: 'silence', level: 'warning', text: 'no statistics', advice: '', since: 5 } as const
const OUTAGE = { id: 'ovsdb', level: 'error', text: 'refused', advice: '', since: 5 } as const
const names = ({ rows }: Watched) => rows.map(({ row }) => row.interface).join()

t.test('an interval lies between two updates', async (t) => {
  const watched = new Watched({ bridges: [], names: [] })
  t.match(watched.apply(pageSnapshot({ rows: ROWS }), 0), { interval: false, lost: undefined, back: false })
  t.equal(watched.countedAt, undefined)
  t.match(watched.apply({ ...UPDATE, time: 1000 }, 100), { interval: false }, 'it begins with the first')
  t.equal(watched.countedAt, 1000)
  t.match(watched.apply({ ...UPDATE, rows: [] }, 200), { interval: false }, 'one that counts nothing')
  t.match(watched.apply({ ...UPDATE, time: 9000, samples: [pageSample('eth0', { rx_bytes: 7 })] }, 5100), {
    interval: true,
  })
  t.equal(watched.elapsed, 5000, 'by the clock that never jumps')
  t.equal(watched.rows[0]?.rates[0], 7)
})

t.test('a switch that is silent: the time is no interval', async (t) => {
  const watched = new Watched({ bridges: [], names: [] })
  watched.apply(pageSnapshot({ rows: ROWS }), 0)
  watched.apply({ ...UPDATE, time: 1000 }, 1000)
  t.equal(watched.silent, false)
  watched.apply({ ...UPDATE, banners: [SILENCE] }, 14_000)
  t.strictSame([watched.silent, watched.countedAt], [true, 1000])
  t.match(watched.apply({ ...UPDATE, time: 60_000, banners: [] }, 60_000), { interval: false })
  t.strictSame([watched.silent, watched.countedAt, watched.elapsed], [false, 60_000, undefined])
  t.match(watched.apply({ ...UPDATE, time: 65_000 }, 65_000), { interval: true })
  t.equal(watched.elapsed, 5000)
})

t.test('a connection that is lost, and back', async (t) => {
  const watched = new Watched({ bridges: [], names: [] })
  watched.apply(pageSnapshot({ rows: ROWS }), 0)
  watched.apply({ ...UPDATE, time: 1000 }, 100)
  t.match(watched.apply(pageSnapshot({ rows: ROWS, up: false, banners: [OUTAGE] }), 200), { lost: OUTAGE, back: false })
  t.match(watched.apply({ ...UPDATE, banners: [OUTAGE] }, 300), { lost: undefined, back: false }, 'told once')
  t.strictSame(watched.outage, OUTAGE)
  t.equal(watched.up, false)
  t.equal(watched.countedAt, undefined)
  t.match(watched.apply(pageSnapshot({ rows: ROWS }), 400), { lost: undefined, back: true })
  t.match(watched.apply({ ...UPDATE, time: 2000 }, 500), { interval: false }, 'the time between is no interval')
  t.match(watched.apply({ ...UPDATE, time: 3000 }, 600), { interval: true })
})

t.test('only what the patterns match', async (t) => {
  const filtered = (bridges: readonly string[], patterns: readonly string[]) => {
    const watched = new Watched({ bridges, names: patterns })
    watched.apply(pageSnapshot({ rows: ROWS }), 0)
    return watched
  }
  t.equal(names(filtered([], [])), 'eth0,eth1,veth0,lost')
  t.equal(names(filtered(['br0'], ['eth*'])), 'eth0,eth1')
  t.strictSame(filtered(['br9'], ['x']).misses, [
    'no bridge matches "br9": there are br0, br1',
    'no interface matches "x"',
  ])
})
