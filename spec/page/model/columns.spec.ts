import t from 'tap'
import { columnsOf, detailsOf, nameOf, severityOf, stateText, troublesOf } from '../../../lib/page/model/columns.js'
import { newRow } from '../../../lib/page/model/live-row.js'
import type { Row } from '../../../lib/page/protocol.js'
import { pageRow, pageSample } from '../../support/live-messages.js'

function live(part: Partial<Row> = {}, rates: Parameters<typeof pageSample>[1] = {}) {
  const [, values, counts] = pageSample('a', rates)
  return { ...newRow(pageRow('a', part)), rates: values, counts }
}

t.test('the columns of a mode', async (t) => {
  const ids = (mode: string) => columnsOf(mode).map(({ id }) => id)
  t.ok(['container', 'tenant', 'network', 'group', 'interface', 'state'].every((id) => ids('netplugin').includes(id)))
  t.ok(['interface', 'bridge', 'state'].every((id) => ids('ovs').includes(id)))
  for (const mode of ['netplugin', 'ovs']) {
    t.strictSame(ids(mode).slice(-7), [
      'curve',
      'receive',
      'transmit',
      'receive-packets',
      'transmit-packets',
      'drops',
      'errors',
    ])
    t.equal(new Set(ids(mode)).size, ids(mode).length)
  }
})

t.test('what they say of a row', async (t) => {
  const row = live({ container: 'web-1', tenant: 'blue' }, { rx_bytes: 125_000, tx_bytes: 0, rx_dropped: 2 })
  const texts = new Map(columnsOf('netplugin').map((column) => [column.id, column.text(row)]))
  t.match(Object.fromEntries(texts), {
    container: 'web-1',
    tenant: 'blue',
    receive: '1.00 Mbit/s',
    transmit: '0 bit/s',
    'receive-packets': '–',
    drops: '2.00 /s',
    errors: '–',
    state: 'dropping',
  })
  t.equal(
    columnsOf('ovs')
      .find(({ id }) => id === 'curve')
      ?.key(row),
    1_000_000,
  )
  t.equal(nameOf(row), 'web-1 (a)')
  t.equal(nameOf(live()), 'a')
  t.equal(detailsOf(row), 'drops: 2.00 /s receiving, – transmitting')
  t.match(detailsOf(live({ error: 'No such device' })), /^No such device; /)
})

t.test('what asks to be looked at first', async (t) => {
  const rows = [
    live({ state: 'error' }),
    live({ state: 'down' }, { rx_dropped: 1 }),
    live({}, { tx_errors: 1 }),
    live({ unmatched: true }),
    live({ state: 'off' }),
  ]
  t.strictSame(rows.map(severityOf), [4, 3, 2, 1, 0])
  t.strictSame(rows.map(stateText), ['error', 'down, dropping', 'errors', 'unmatched', 'off'])
  t.equal(stateText(live({ state: 'unknown' })), '')
})

t.test('how many are in trouble', async (t) => {
  const dropping = live({ state: 'up' }, { rx_dropped: 1 })
  t.strictSame(troublesOf([]), [])
  t.strictSame(troublesOf([live({ state: 'up' }), live({ state: 'off' }), live({ unmatched: true })]), [])
  t.strictSame(troublesOf([live({ state: 'down' }), live({ state: 'error' }), dropping]), [
    '2 down',
    '1 losing packets',
  ])
})
