import t from 'tap'
import { BY_ATTENTION } from '../../../lib/page/model/order.js'
import { drawTable, type Picture } from '../../../lib/terminal/screen/frame.js'
import { columnsFor } from '../../../lib/terminal/screen/layout.js'
import { widthOf } from '../../../lib/terminal/screen/text.js'
import { FIRST_VIEW, type ViewState } from '../../../lib/terminal/screen/view-state.js'
import { liveRow } from '../../support/live-rows.js'

const NOW = new Date(2026, 0, 1, 12, 0, 30)
const ROWS = [
  liveRow('eth1', {}, { state: 'down' }),
  liveRow('eth2', { rx_bytes: 1000, rx_dropped: 3 }),
  liveRow('日本', { rx_bytes: 125_000, tx_bytes: 0, rx_packets: 12.34, tx_packets: 0, rx_dropped: 0, rx_errors: 0 }),
]
const OUTAGE = {
  id: 'ovsdb',
  level: 'error',
  text: 'The database cannot be read: \x1b[2Jrefused',
  advice: '',
  since: NOW.getTime() - 95_000,
} as const

function drawn(picture: Partial<Picture> = {}, view: Partial<ViewState> = {}, columns = 80, rows = 12) {
  const all: Picture = {
    remote: 'tcp:127.0.0.1:6640',
    now: NOW,
    up: true,
    interval: 5000,
    silent: false,
    countedAt: NOW.getTime() - 2000,
    pausedAt: undefined,
    banners: [],
    rows: ROWS,
    all: ROWS,
    columns: columnsFor(false),
    ...picture,
  }
  return drawTable(all, { ...FIRST_VIEW, ...view }, { columns, rows })
}
const text = (...args: Parameters<typeof drawn>) => drawn(...args).lines.map((line) => line.text.trimEnd())

t.test('a table with what it is of', async (t) => {
  const { lines, page } = drawn()
  t.strictSame(
    lines.map((line) => line.text.trimEnd()),
    [
      'ovs-interfaces  tcp:127.0.0.1:6640                                      12:00:30',
      '3 interfaces  1 down  1 losing packets  rates over 5 s, counted 2 s ago  by wha~',
      'INTERFACE  STATE     RX bit/s  TX bit/s  RX pkt/s  TX pkt/s    DROP/s     ERR/s',
      'eth1       down             -         -         -         -         -         -',
      'eth2       dropping     8.00k         -         -         -      3.00         -',
      '日本       up           1.00M         0      12.3         0         0         0',
      ...Array.from({ length: 5 }, () => ''),
      '1-3 of 3  ? help  q quit',
    ],
  )
  t.match(text({ rows: [] })[1], '3 interfaces  1 down  1 losing packets', 'a filter hides rows, not troubles')
  t.strictSame(
    lines.slice(0, 6).map(({ style }) => style),
    ['title', 'plain', 'heading', 'error', 'warning', 'plain'],
  )
  t.equal(page, 8)
})

t.test('the column that is sorted by is marked', async (t) => {
  const by = columnsFor(false).find(({ id }) => id === 'receive')
  if (by === undefined) throw new Error('no such column')
  t.match(text({}, { sort: { by, descending: true } })[2], / vRX bit\/s /)
  t.match(text({}, { sort: { by, descending: false } })[2], /\^RX bit\/s /)
  t.match(text({}, { sort: { by, descending: true } }, 120)[1], /by receive, descending$/)
  t.match(text({}, { sort: BY_ATTENTION }, 120)[1], /by what matters$/)
})

t.test('what is wrong is said, since when, and nothing of it drives the terminal', async (t) => {
  const rows = ROWS.map(({ row, history }) => ({ ...liveRow(row.id, {}, { state: 'unknown' }), history }))
  const lost = drawn({ up: false, countedAt: undefined, banners: [OUTAGE], rows })
  t.match(lost.lines[1]?.text, 'rates over 5 s, unknown')
  t.strictSame(lost.lines.slice(2, 4), [
    { text: '!! The database cannot be read: \\x1b[2Jrefused (since 11:58:55, 1 min 35 s ago)', style: 'error' },
    { text: lost.lines[3]?.text, style: 'heading' },
  ])
  t.match(lost.lines[4]?.text, /^eth1 +- +- +- /)
  t.match(text({ countedAt: undefined })[1], 'not counted yet')
  t.match(text({ silent: true }, {}, 120)[1], 'unknown: last counted 2 s ago')
  t.match(text({ pausedAt: NOW })[1], /^PAUSED at 12:00:30 /)
  const long = drawn({ banners: [{ ...OUTAGE, text: 'word '.repeat(60) }] }, {}, 40)
  t.equal(long.lines.filter(({ style }) => style === 'error').length, 3 + 1, 'three lines, and a row that is down')
  t.match(long.lines[4]?.text, /ago\)$/, 'the end of it says since when')
})

t.test('no rows', async (t) => {
  t.match(
    text({ rows: [], all: [] }),
    ['', '', '', 'No interface.'].map((line) => new RegExp(line)),
  )
  t.match(text({ rows: [] }, { filter: 'x' })[3], 'No interface matches the filter.')
  t.match(text({ rows: [], all: [], up: false })[3], 'Nothing is known.')
})

t.test('the foot: where one is, and what is typed', async (t) => {
  t.equal(text({}, { filter: 'a\x1bb' }).at(-1), '1-3 of 3  filter: a\\x1bb  ? help  q quit')
  t.equal(text({}, { filter: 'eth', editing: '' }).at(-1), '/eth_')
  t.equal(text({}, { filter: '0123456789', editing: '' }, 8).at(-1), '/456789_')
})

t.test('scrolled', async (t) => {
  const rows = Array.from({ length: 100 }, (_, index) => liveRow(`eth${index}`))
  t.match(text({ rows }, { top: 50 })[3], /^eth50 /)
  t.match(text({ rows }, { top: 50 }).at(-1), /^51-58 of 100 /)
  t.match(text({ rows }, { top: 99 }).at(-1), /^93-100 of 100 /)
})

t.test('whatever the size, it fits', async (t) => {
  const many = Array.from({ length: 30 }, (_, index) => liveRow(`日本語の名前${index}`))
  for (const [columns, rows] of [
    [1, 1],
    [2, 2],
    [5, 3],
    [10, 4],
    [33, 5],
    [79, 6],
    [300, 60],
  ] as const) {
    const { lines, page } = drawn({ rows: many, banners: [OUTAGE] }, { filter: '日本'.repeat(9) }, columns, rows)
    t.equal(lines.length, rows, `${columns} by ${rows}`)
    t.strictSame(
      lines.filter((line) => widthOf(line.text) > columns),
      [],
    )
    t.ok(page >= 1, 'there is room for a row')
  }
})
