import t from 'tap'
import { formatTable } from '../../lib/interfaces/format-table.js'
import { placedInterface } from './interface-row.js'

const HEADING =
  'bridge  port  interface  type  link_state  rx_packets  rx_bytes  rx_dropped  rx_errors  tx_packets  tx_bytes  tx_dropped  tx_errors\n'

t.test('without interfaces there is the heading', (t) => {
  t.equal(formatTable([]), HEADING)
  t.end()
})

t.test('names stand left, numbers right and exact, and - stands for what is not reported', (t) => {
  const rows = [
    placedInterface({
      bridge: 'br-int',
      name: 'veth1',
      type: 'internal',
      link_state: 'up',
      statistics: new Map<string, number | bigint>([
        ['rx_packets', 0],
        ['rx_bytes', 2n ** 63n - 1n],
        ['rx_dropped', 1],
        ['rx_errors', 2],
        ['tx_packets', 3],
        ['tx_bytes', Number.MAX_SAFE_INTEGER],
        ['tx_dropped', 4],
        ['tx_errors', 1e6],
        ['rx_q0_packets', 5],
      ]),
    }),
    placedInterface({ bridge: undefined, port: undefined, name: 'eth0', link_state: 'down' }),
  ]
  t.equal(
    formatTable(rows),
    `\
bridge  port   interface  type      link_state  rx_packets             rx_bytes  rx_dropped  rx_errors  tx_packets          tx_bytes  tx_dropped  tx_errors
br-int  veth1  veth1      internal  up                   0  9223372036854775807           1          2           3  9007199254740991           4    1000000
-       -      eth0       system    down                 -                    -           -          -           -                 -           -          -
`,
  )
  t.end()
})

t.test('columns line up beside wide and combining characters', (t) => {
  const lines = formatTable([placedInterface({ name: '日本' }), placedInterface({ name: 'e\u0301th0' })]).split('\n')
  t.match(lines, [
    /^bridge {2}port {2}interface {2}type/,
    /^br0 {5}日本 {2}日本 {7}system {2}-/,
    /^br0 {5}e\u0301th0 {2}e\u0301th0 {7}system {2}-/,
  ])
  t.end()
})

t.test('every line has as many words, and none drives the terminal, whatever the names are', (t) => {
  const rows = ['', ' ', 'a b', 'x\ny', '\x1b[2J', '\u202e', '\x9b', '\\', '-'].map((name) =>
    placedInterface({ bridge: name, port: name, name, type: name }),
  )
  const table = formatTable(rows)
  t.notMatch(table, /[^\P{C}\n]/u)
  const lines = table.trimEnd().split('\n')
  t.equal(lines.length, 1 + rows.length)
  for (const line of lines) t.equal(line.split(/ +/).length, 13, line)
  t.match(lines[4], /x\\x0ay/)
  t.end()
})
