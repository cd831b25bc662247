import t from 'tap'
import { contentType, FORMATS, type MetricType, OPEN_METRICS, TEXT } from '../../../lib/exporter/exposition/format.js'
import { encodeLabels } from '../../../lib/exporter/exposition/labels.js'
import { ExpositionWriter } from '../../../lib/exporter/exposition/writer.js'
import { openMetricsParserMissing, parseOpenMetrics } from '../../support/openmetrics.js'

t.test('how they are called', async (t) => {
  t.strictSame(FORMATS.map(contentType), [
    'text/plain; version=0.0.4; charset=utf-8',
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  ])
})

const HELP = 'A "b" \\ and\na line.'

t.test('the text format: HELP and TYPE, under the name of the samples', async (t) => {
  const cases: Readonly<Record<MetricType, string>> = {
    counter: 'counter',
    gauge: 'gauge',
    histogram: 'histogram',
    info: 'gauge',
    untyped: 'untyped',
  }
  for (const [type, word] of Object.entries(cases) as [MetricType, string][]) {
    t.equal(
      TEXT.head({ name: 'a_bytes_total', type, help: HELP }),
      `# HELP a_bytes_total A "b" \\\\ and\\na line.\n# TYPE a_bytes_total ${word}\n`,
    )
  }
  t.equal(TEXT.end, '')
})

t.test('OpenMetrics: a family’s name has no suffix, and its unit is told', async (t) => {
  const cases: readonly (readonly [name: string, type: MetricType, family: string, known: string, unit: string])[] = [
    ['a_packets_total', 'counter', 'a_packets', 'counter', ''],
    ['a_bytes_total', 'counter', 'a_bytes', 'counter', 'bytes'],
    ['rx_packets', 'counter', 'rx_packets', 'unknown', ''],
    ['rx_bytes', 'counter', 'rx_bytes', 'unknown', 'bytes'],
    ['a_info', 'counter', 'a_info', 'unknown', ''],
    ['a_seconds', 'gauge', 'a_seconds', 'gauge', 'seconds'],
    ['a_bytes_total', 'gauge', 'a_bytes_total', 'gauge', ''],
    ['a_info', 'gauge', 'a_info', 'gauge', ''],
    ['a_info', 'info', 'a', 'info', ''],
    ['a_bytes_info', 'info', 'a_bytes', 'info', ''],
    ['a', 'info', 'a', 'gauge', ''],
    ['_info', 'info', '_info', 'gauge', ''],
    ['a_seconds', 'histogram', 'a_seconds', 'histogram', 'seconds'],
    ['a_total', 'untyped', 'a_total', 'unknown', ''],
  ]
  for (const [name, type, family, known, unit] of cases) {
    const lines = [
      `# TYPE ${family} ${known}`,
      ...(unit === '' ? [] : [`# UNIT ${family} ${unit}`]),
      `# HELP ${family} A \\"b\\" \\\\ and\\na line.`,
      '',
    ]
    t.equal(OPEN_METRICS.head({ name, type, help: HELP }), lines.join('\n'), `${name} ${type}`)
  }
  t.equal(OPEN_METRICS.end, '# EOF\n')
})

t.test('the bounds of histograms: OpenMetrics wants a point in them', async (t) => {
  const bounds = [0.005, 1, 2.5, 10, Number.POSITIVE_INFINITY]
  t.strictSame(bounds.map(TEXT.bound), ['0.005', '1', '2.5', '10', '+Inf'])
  t.strictSame(bounds.map(OPEN_METRICS.bound), ['0.005', '1.0', '2.5', '10.0', '+Inf'])
})

t.test('a strict parser reads all of it', { skip: openMetricsParserMissing() }, async (t) => {
  const writer = new ExpositionWriter(OPEN_METRICS)
  const labels = ['', '"', '\\', '\\n', 'ü', '😀', '\t', '}', ' ', '# EOF', 'a\nb']
  writer.samples(
    { name: 'a_bytes_total', type: 'counter', help: HELP },
    labels.map((label) => [{ label }, 5]),
  )
  writer.samples({ name: 'rx_bytes', type: 'counter', help: 'C.' }, [[{}, 2 ** 53]])
  writer.samples({ name: 'b_info', type: 'info', help: 'I.' }, [[{ version: '1' }, 1]])
  writer.samples(
    { name: 'c_ratio', type: 'gauge', help: 'G.' },
    [0.5, -1, Number.POSITIVE_INFINITY, 2n ** 63n - 1n].map((value) => [{ value: String(value) }, value]),
  )
  writer.family({ name: 'd_seconds', type: 'histogram', help: 'H.' })
  writer.named('d_seconds_bucket')
  for (const [le, value] of [
    ['1.0', 1],
    ['+Inf', 2],
  ] as const) {
    writer.sample(encodeLabels({ le }), value)
  }
  const families = await parseOpenMetrics(Buffer.concat(writer.finish()).toString())
  t.strictSame(
    families.map(({ name, type, unit, help }) => [name, type, unit, help]),
    [
      ['a_bytes', 'counter', 'bytes', HELP],
      ['rx_bytes', 'unknown', 'bytes', 'C.'],
      ['b', 'info', '', 'I.'],
      ['c_ratio', 'gauge', 'ratio', 'G.'],
      ['d_seconds', 'histogram', 'seconds', 'H.'],
    ],
  )
  t.strictSame(
    families[0]?.samples.map((sample) => sample.labels.label),
    labels,
  )
  t.strictSame(
    families.flatMap(({ samples }) => samples.map(({ name }) => name)),
    [
      ...labels.map(() => 'a_bytes_total'),
      'rx_bytes',
      'b_info',
      ...Array(4).fill('c_ratio'),
      ...Array(2).fill('d_seconds_bucket'),
    ],
  )
})
