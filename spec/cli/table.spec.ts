import t from 'tap'
import { formatTables, type Table } from '../../lib/cli/table.js'

const cell = (text: string, json: unknown = text) => ({ text, json })

const TABLES: readonly Table[] = [
  {
    caption: 'Bridge table',
    headings: ['name', 'n'],
    rows: [
      [cell('br0'), cell('1', 1)],
      [cell('橋\u001b'), cell('4611686018427387904', 2n ** 62n)],
    ],
  },
  { headings: ['a,b'], rows: [[cell('say "so"')]] },
  { caption: 'Empty table', headings: ['x', 'longer'], rows: [] },
]

t.test('as a table', async (t) => {
  t.equal(
    formatTables(TABLES, 'table'),
    `Bridge table
name   n
------ -------------------
br0    1
橋\\x1b 4611686018427387904

a,b
--------
say "so"

Empty table
x longer
- ------
`,
  )
})

t.test('as CSV', async (t) => {
  const text =
    'Bridge table\nname,n\nbr0,1\n橋\u001b,4611686018427387904\n\n"a,b"\n"say ""so"""\n\nEmpty table\nx,longer\n'
  t.equal(formatTables(TABLES, 'csv'), text)
})

t.test('as JSON, a line each', async (t) => {
  t.strictSame(formatTables(TABLES, 'json').split('\n'), [
    '{"caption":"Bridge table","headings":["name","n"],"data":[["br0",1],["橋\\u001b",4611686018427387904]]}',
    '{"headings":["a,b"],"data":[["say \\"so\\""]]}',
    '{"caption":"Empty table","headings":["x","longer"],"data":[]}',
    '',
  ])
})
