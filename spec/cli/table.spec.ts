import t from 'tap'
import { formatTables, type Style, type Table } from '../../lib/cli/table.js'

const cell = (text: string, json: unknown = text, bare = text) => ({ text, bare, json })
const style = (format: Style['format'], other: Partial<Style> = {}): Style => ({
  ...{ format, cells: 'string', headings: true, timestamps: false, pretty: false },
  ...other,
})

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
    formatTables(TABLES, style('table')),
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
  t.equal(formatTables(TABLES, style('csv')), text)
})

t.test('as JSON, a line each', async (t) => {
  t.strictSame(formatTables(TABLES, style('json', { cells: 'bare', headings: false })).split('\n'), [
    '{"caption":"Bridge table","headings":["name","n"],"data":[["br0",1],["橋\\u001b",4611686018427387904]]}',
    '{"headings":["a,b"],"data":[["say \\"so\\""]]}',
    '{"caption":"Empty table","headings":["x","longer"],"data":[]}',
    '',
  ])
})

t.test('as indented JSON', async (t) => {
  const rows = [[cell('x', ['set', []])]]
  t.equal(
    formatTables([{ headings: ['a'], rows }], style('json', { pretty: true })),
    `{
  "headings": [
    "a"
  ],
  "data": [
    [
      [
        "set",
        []
      ]
    ]
  ]
}
`,
  )
  t.equal(
    formatTables([{ headings: ['a'], rows }], style('csv', { cells: 'json', pretty: true })),
    'a\n"[""set"",[]]"\n',
  )
})

t.test('as a list', async (t) => {
  t.equal(
    formatTables(TABLES, style('list')),
    `Bridge table
name                : br0
n                   : 1

name                : 橋\\x1b
n                   : 4611686018427387904

a,b                 : say "so"

Empty table
`,
  )
})

t.test('without headings, cells in another form, with the time', async (t) => {
  const rows = [[cell('{a="b c"}', ['map', [['a', 'b c']]], 'a=b c'), cell('x')]]
  const tables = [{ caption: 'C', time: 'T', headings: ['long heading', 'y'], rows }]
  const none = { headings: false }
  t.equal(formatTables(tables, style('table', none)), 'T\nC\n{a="b c"} x\n')
  t.equal(formatTables(tables, style('list', { ...none, cells: 'bare' })), 'T\nC\na=b c\nx\n')
  t.equal(
    formatTables(tables, style('csv', { ...none, cells: 'json' })),
    'T\nC\n"[""map"",[[""a"",""b c""]]]","""x"""\n',
  )
  t.equal(
    formatTables(tables, style('json', none)),
    '{"caption":"C","time":"T","headings":["long heading","y"],"data":[[["map",[["a","b c"]]],"x"]]}\n',
  )
})
