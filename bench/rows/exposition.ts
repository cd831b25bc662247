import { Gauge, Registry } from 'prom-client'
import type { EndpointTraffic } from '../../lib/correlation/index.js'
import { EndpointTrafficWriter } from '../../lib/exporter/collectors/endpoint-traffic.js'
import { ExpositionWriter } from '../../lib/exporter/exposition/writer.js'
import { time } from '../format.js'
import { type Effort, interleave } from '../measure.js'
import type { Row } from '../row.js'
import { compare, median } from '../statistics.js'
import { syntheticEndpoint } from '../synthetic-database.js'

/** prom-client takes seconds for the largest size. */
const MAX_REPETITIONS = 5

/**
 * The text alone: our writer against prom-client, with the same series and both namings. Gauges and label objects made
 * before the clock runs spare prom-client what a real collector would have to do.
 */
export const expositionRow: Row = {
  name: 'exposition',
  title: 'the text of all series from prom-client, against our writer',
  async measure({ endpoints, effort }) {
    const traffic = Array.from({ length: endpoints }, (_, index) => syntheticTraffic(index))
    const writer = new EndpointTrafficWriter('both')
    const registry = new PromClientRegistry(traffic)
    const write = () => {
      const exposition = new ExpositionWriter()
      writer.write(exposition, traffic)
      return exposition.finish()
    }
    const text = Buffer.concat(write()).toString()
    checkSame(await registry.write(), text)

    const [theirs, ours] = await interleave(few(effort), [() => registry.write(), write])
    const { ratio } = compare(theirs, ours)
    return [
      {
        row: 'exposition',
        endpoints,
        value: ratio,
        unit: '× our writer',
        details: `${time(median(theirs))} against ${time(median(ours))} for ${sampleLines(text).length} series; n = ${ours.length}`,
        figures: { promClient: median(theirs), ours: median(ours), repetitions: ours.length },
      },
    ]
  },
}

function few({ repetitions }: Effort): Effort {
  return { repetitions: Math.min(MAX_REPETITIONS, repetitions), warmUp: 1 }
}

function syntheticTraffic(index: number): EndpointTraffic {
  const { id, tenant, network, group, host, container, interface: name, statistics } = syntheticEndpoint(index)
  const endpoint = { id: `${network}.${tenant}-${id}`, tenant, network, group, host, container, containerId: undefined }
  return { uuid: id, interface: name, statistics, endpoint }
}

interface Series {
  readonly gauge: Gauge
  readonly labels: Record<string, string>
  readonly value: number
}

/** The same series in prom-client: names, labels and values are read from a text of ours. */
class PromClientRegistry {
  readonly #registry = new Registry()
  readonly #series: readonly Series[]

  constructor(traffic: readonly EndpointTraffic[]) {
    const exposition = new ExpositionWriter()
    new EndpointTrafficWriter('both').write(exposition, traffic)
    const gauges = new Map<string, Gauge>()
    this.#series = sampleLines(Buffer.concat(exposition.finish()).toString()).map((line) => {
      const [, name = '', pairs = '', value = ''] = /^(\w+)\{(.*)\} (\d+)$/.exec(line) ?? []
      const labels = Object.fromEntries([...pairs.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, text]) => [key, text]))
      const gauge = gauges.get(name) ?? this.#gauge(name, Object.keys(labels))
      gauges.set(name, gauge)
      return { gauge, labels, value: Number(value) }
    })
  }

  /** What a collector does at each scrape: it sets every value, and prints. */
  write(): Promise<string> {
    for (const { gauge, labels, value } of this.#series) gauge.set(labels, value)
    return this.#registry.metrics()
  }

  #gauge(name: string, labelNames: readonly string[]): Gauge {
    return new Gauge({ name, help: name, labelNames: [...labelNames], registers: [this.#registry] })
  }
}

function sampleLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}

function checkSame(theirs: string, ours: string): void {
  const [one, other] = [sampleLines(theirs), sampleLines(ours)].map((lines) => lines.toSorted().join('\n'))
  if (one !== other) throw new Error('expected the same series of both writers, got others')
}
