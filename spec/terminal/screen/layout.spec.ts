import t from 'tap'
import { cellOf, columnsFor, GAP, layOut } from '../../../lib/terminal/screen/layout.js'
import { liveRow } from '../../support/live-rows.js'

const ROWS = [liveRow('eth0', { rx_bytes: 125_000 }), liveRow('a-rather-long-name', {}, { bridge: '' })]
const laidOut = (width: number, endpoints = false) => layOut(columnsFor(endpoints), ROWS, width, false)
const ids = (width: number, endpoints = false) => laidOut(width, endpoints).map(({ column }) => column.id)

t.test('a narrow terminal shows the most telling columns, in their places', async (t) => {
  t.strictSame(ids(1), ['interface'])
  t.strictSame(ids(30), ['interface', 'receive', 'transmit'])
  t.strictSame(ids(40), ['interface', 'state', 'receive', 'transmit'])
  t.strictSame(ids(80), [
    'interface',
    'state',
    'receive',
    'transmit',
    'receive-packets',
    'transmit-packets',
    'drops',
    'errors',
  ])
  t.strictSame(ids(200, true), [
    ...['interface', 'container', 'tenant', 'network', 'group', 'state'],
    ...['receive', 'transmit', 'receive-packets', 'transmit-packets', 'drops', 'errors'],
  ])
})

t.test('never wider than the terminal', async (t) => {
  for (const endpoints of [false, true]) {
    for (let width = 1; width < 220; width++) {
      const columns = laidOut(width, endpoints)
      const taken = columns.reduce((sum, column) => sum + column.width, GAP * (columns.length - 1))
      t.ok(taken <= width, `${taken} of ${width}`)
    }
  }
})

t.test('what is left over goes to longer names', async (t) => {
  t.equal(laidOut(200)[0]?.width, 'a-rather-long-name'.length)
  t.equal(laidOut(77)[0]?.width, 10)
})

t.test('cells', async (t) => {
  const cells = (bytes: boolean, live = ROWS[0]) =>
    layOut(columnsFor(false), ROWS, 200, bytes).map((column) => live && cellOf(column, live, bytes))
  t.strictSame(cells(false), ['eth0', 'br0', 'system', 'up', '1.00M', '-', '-', '-', '-', '-'])
  t.equal(cells(true)[4], '125k')
  t.strictSame(cells(false, ROWS[1])?.slice(0, 2), ['a-rather-long-name', '-'])
  t.strictSame(cells(false, liveRow('\x1b[2J'))?.[0], '\\x1b[2J')
  t.match(layOut(columnsFor(false), ROWS, 200, true)[4], { heading: 'RX B/s' })
})
