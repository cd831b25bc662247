import type { Registry } from 'prom-client'
import type { MetricType } from './format.js'
import { encodeLabels, type Labels } from './labels.js'
import type { ExpositionWriter } from './writer.js'

/** What a registry of prom-client holds, read. */
export type RegistryContent = Awaited<ReturnType<Registry['getMetricsAsJSON']>>

/** A histogram's samples have names of their own, and its bounds are numbers: prom-client's types do not say so. */
type RegistryValue = RegistryContent[number]['values'][number] & { readonly metricName?: string }

const TYPES: Readonly<Record<string, MetricType>> = { counter: 'counter', gauge: 'gauge', histogram: 'histogram' }

/** Writes what prom-client counts, in the writer's format. A gauge whose name ends in `_info` is an info metric. */
export function writeRegistry(writer: ExpositionWriter, content: RegistryContent): void {
  for (const { name, help, type, values } of content) {
    writer.family({ name, help, type: name.endsWith('_info') ? 'info' : (TYPES[type] ?? 'untyped') })
    for (const { labels, value, metricName } of values as readonly RegistryValue[]) {
      if (metricName !== undefined) writer.named(metricName)
      const { le, ...others } = labels
      const bound = typeof le === 'number' ? writer.format.bound(le) : le
      writer.sample(encodeLabels({ ...(bound !== undefined && { le: bound }), ...textsOf(others) }), value)
    }
  }
}

function textsOf(labels: RegistryValue['labels']): Labels {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]))
}
