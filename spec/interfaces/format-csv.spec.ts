import t from 'tap'
import { formatCsv } from '../../lib/interfaces/format-csv.js'
import { placedInterface } from './interface-row.js'

const FIXED = 'bridge,port,interface,type,uuid,admin_state,link_state'
const UUID = '00000000-0000-4000-8000-000000000000'

t.test('without interfaces there is the header, with the statistics of the table', (t) => {
  t.equal(formatCsv([]), `${FIXED},rx_bytes,rx_dropped,rx_errors,rx_packets,tx_bytes,tx_dropped,tx_errors,tx_packets\n`)
  t.end()
})

t.test('there is a column for each statistic that any interface reports, in order of its name', (t) => {
  const rows = [
    placedInterface({
      port: 'bond0',
      type: 'internal',
      admin_state: 'up',
      link_state: 'down',
      statistics: new Map<string, number | bigint>([
        ['rx_q10_packets', 10],
        ['rx_q2_packets', 2],
        ['rx_bytes', 2n ** 53n + 1n],
      ]),
    }),
    placedInterface({ bridge: undefined, port: undefined, name: 'eth1', statistics: new Map([['collisions', 0]]) }),
  ]
  t.equal(
    formatCsv(rows),
    `\
${FIXED},collisions,rx_bytes,rx_dropped,rx_errors,rx_packets,rx_q2_packets,rx_q10_packets,tx_bytes,tx_dropped,tx_errors,tx_packets
br0,bond0,eth0,internal,${UUID},up,down,,9007199254740993,,,,2,10,,,,
,,eth1,,${UUID},,,0,,,,,,,,,,
`,
  )
  t.end()
})

t.test('quotes what would break a field, or drive a terminal, and nothing else', (t) => {
  const cases = {
    'a,b': '"a,b"',
    'say "hi"': '"say ""hi"""',
    '"': String.raw`"""\"""""`,
    'two\nlines': String.raw`"""two\nlines"""`,
    '\x1b[2J\x9b': String.raw`"""\u001b[2J\u009b"""`,
    ' spaced ': ' spaced ',
    'semi;colon': 'semi;colon',
    "it's": "it's",
    日本: '日本',
  }
  for (const [name, field] of Object.entries(cases)) {
    const [, line] = formatCsv([placedInterface({ port: 'p', name })]).split(/\n(?=br0)/)
    t.equal(line, `br0,p,${field},,${UUID},,,,,,,,,,\n`)
  }
  t.same(
    formatCsv([
      placedInterface({
        statistics: new Map([
          ['a,b', 1],
          ['\x1b', 1],
        ]),
      }),
    ]).split('\n', 1),
    [`${FIXED},"""\\u001b""","a,b",rx_bytes,rx_dropped,rx_errors,rx_packets,tx_bytes,tx_dropped,tx_errors,tx_packets`],
  )
  t.end()
})
