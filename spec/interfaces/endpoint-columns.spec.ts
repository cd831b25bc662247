import t from 'tap'
import { ENDPOINT_COLUMNS } from '../../lib/interfaces/endpoint-columns.js'
import { formatCsv } from '../../lib/interfaces/format-csv.js'
import { formatJson } from '../../lib/interfaces/format-json.js'
import { formatTable } from '../../lib/interfaces/format-table.js'
import { placedInterface } from './interface-row.js'

const ROWS = [
  placedInterface({
    name: 'a',
    endpoint: { tenant: 'blue', network: 'web', group: undefined, host: 'node-1', container: 'web 1' },
  }),
  placedInterface({ name: 'b' }),
]

t.test('whose an interface is, in every format, where it is asked for', async (t) => {
  const names = Object.keys(ENDPOINT_COLUMNS)
  t.strictSame(names, ['tenant', 'network', 'group', 'host', 'container'])
  const [heading, a, b] = formatTable(ROWS, { endpoints: true })
    .split('\n')
    .map((line) => line.split(/ +/).slice(5, 10))
  t.strictSame([heading, a, b], [names, ['blue', 'web', '-', 'node-1', 'web\\x201'], ['-', '-', '-', '-', '-']])
  t.match(formatCsv(ROWS, { endpoints: true }), /,blue,web,,node-1,web 1,/)
  t.match(JSON.parse(formatJson(ROWS, { endpoints: true })), [
    { endpoint: { tenant: 'blue', network: 'web', group: null, host: 'node-1', container: 'web 1' } },
    { endpoint: null },
  ])
  for (const format of [formatTable, formatCsv, formatJson]) t.notMatch(format(ROWS), /tenant|endpoint/)
})
