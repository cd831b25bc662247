import { readFileSync } from 'node:fs'
import t from 'tap'
import { type CatalogueSection, catalogue } from '../../../lib/exporter/catalogue/catalogue.js'
import { formatCatalogue } from '../../../lib/exporter/catalogue/format-catalogue.js'

const SECTIONS: readonly CatalogueSection[] = [
  {
    collector: 'door',
    help: 'the state of doors',
    modes: ['ovs', 'netplugin'],
    enabled: false,
    families: [
      { name: 'door_open', type: 'gauge', labels: ['door', 'side'], help: 'Open | or shut.', source: 'Door.open' },
      {
        name: 'door_seconds_total',
        type: 'counter',
        unit: 'seconds',
        labels: [],
        help: 'Time.',
        source: 's',
        since: '2.4',
      },
    ],
  },
  { collector: 'gate', help: 'the state of gates', modes: [], database: 'gates', enabled: true, families: [] },
  { help: 'the exporter itself', modes: ['ovs'], enabled: true, families: [] },
]

t.test('markdown', async (t) => {
  const lines = formatCatalogue(SECTIONS, 'markdown').split('\n')
  for (const line of [
    '## `door`',
    'The state of doors. In mode `ovs`, `netplugin`. `--collector.door` turns it on.',
    '| `door_open` | gauge |  | `door`, `side` | `Door.open` |  | Open \\| or shut. |',
    '| `door_seconds_total` | counter | seconds |  | `s` | 2.4 | Time. |',
    'The state of gates. In probes of the database `gates`.',
    '## The exporter itself',
    'The exporter itself. In mode `ovs`.',
  ]) {
    t.ok(lines.includes(line), line)
  }
})

t.test('json', async (t) => {
  t.strictSame(JSON.parse(formatCatalogue(SECTIONS, 'json')), SECTIONS)
})

t.test('docs/metrics.md is what --list-metrics prints', async (t) => {
  t.equal(readFileSync('docs/metrics.md', 'utf8'), formatCatalogue(catalogue(), 'markdown'))
})
