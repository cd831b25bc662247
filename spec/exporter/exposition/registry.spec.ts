import { Counter, Gauge, Histogram, Registry, Summary } from 'prom-client'
import t from 'tap'
import { type Format, OPEN_METRICS, TEXT } from '../../../lib/exporter/exposition/format.js'
import { writeRegistry } from '../../../lib/exporter/exposition/registry.js'
import { ExpositionWriter } from '../../../lib/exporter/exposition/writer.js'

async function written(registry: Registry, format: Format): Promise<string> {
  const writer = new ExpositionWriter(format)
  writeRegistry(writer, await registry.getMetricsAsJSON())
  return Buffer.concat(writer.finish()).toString()
}

function filled(): Registry {
  const registers = [new Registry()]
  new Counter({ name: 'a_total', help: 'A.', labelNames: ['code'], registers }).inc({ code: 200 }, 2)
  new Gauge({ name: 'b_bytes', help: 'B "b".', registers }).set(Number.NaN)
  new Gauge({ name: 'c_info', help: 'C.', labelNames: ['text'], registers }).set({ text: 'q"\\\n' }, 1)
  new Histogram({ name: 'd_seconds', help: 'D.', buckets: [0.5, 1], labelNames: ['kind'], registers }).observe(
    { kind: 'k' },
    0.7,
  )
  return registers[0] as Registry
}

t.test('as prom-client itself writes it', async (t) => {
  const registry = filled()
  const theirs = (await registry.metrics()).replaceAll('\n\n', '\n').replace(' Nan', ' NaN')
  t.equal(await written(registry, TEXT), theirs)
})

t.test('as OpenMetrics', async (t) => {
  t.equal(
    await written(filled(), OPEN_METRICS),
    [
      '# TYPE a counter',
      '# HELP a A.',
      'a_total{code="200"} 2',
      '# TYPE b_bytes gauge',
      '# UNIT b_bytes bytes',
      '# HELP b_bytes B \\"b\\".',
      'b_bytes NaN',
      '# TYPE c info',
      '# HELP c C.',
      'c_info{text="q\\"\\\\\\n"} 1',
      '# TYPE d_seconds histogram',
      '# UNIT d_seconds seconds',
      '# HELP d_seconds D.',
      'd_seconds_bucket{le="0.5",kind="k"} 0',
      'd_seconds_bucket{le="1.0",kind="k"} 1',
      'd_seconds_bucket{le="+Inf",kind="k"} 1',
      'd_seconds_sum{kind="k"} 0.7',
      'd_seconds_count{kind="k"} 1',
      '# EOF',
      '',
    ].join('\n'),
  )
})

t.test('a family after a histogram has its own name again', async (t) => {
  const registers = [new Registry()]
  new Histogram({ name: 'a', help: 'A.', buckets: [1], registers }).observe(1)
  new Gauge({ name: 'b', help: 'B.', registers }).set(3)
  t.match(await written(registers[0] as Registry, TEXT), /\nb 3\n$/)
})

t.test('a type that is none of ours is untyped', async (t) => {
  const registers = [new Registry()]
  new Summary({ name: 'a', help: 'A.', percentiles: [0.5], registers }).observe(1)
  t.match(await written(registers[0] as Registry, TEXT), '# TYPE a untyped\na{quantile="0.5"} 1\na_sum 1\na_count 1\n')
})
