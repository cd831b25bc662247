import { run } from '../../spec/support/run.js'
import { time } from '../format.js'
import { type Effort, interleave } from '../measure.js'
import type { Row } from '../row.js'
import { ScrapeClient } from '../scrape-client.js'
import { compare, median } from '../statistics.js'

/** Rows of the output that the earlier exporter read, per interface. */
const LINES = 3

/**
 * What Contiv's earlier exporter did on every scrape: a child process that prints the whole table, and a filter. Only
 * that: neither the matching of the text, nor its requests to Netmaster, nor the answer to Prometheus.
 */
export const ovsVsctlRow: Row = {
  name: 'ovs-vsctl',
  title: 'the old data path, ovs-vsctl list interface | egrep …, against GET /metrics',
  programs: ['ovs-vsctl', 'egrep'],
  async measure({ endpoints, effort, scope, node }) {
    const { ovsdb, exporter, scrapeBytes } = await node()
    const client = new ScrapeClient(scope, exporter.url, scrapeBytes)
    const [old, ours] = await interleave(few(effort), [
      () => listInterfaces(ovsdb.remote, endpoints),
      () => client.scrape(),
    ])
    const { ratio } = compare(old, ours)
    return [
      {
        row: 'ovs-vsctl',
        endpoints,
        value: ratio,
        unit: '× our scrape',
        details: `${time(median(old))} against ${time(median(ours))}; n = ${old.length}`,
        figures: { old: median(old), ours: median(ours), repetitions: old.length },
      },
    ]
  },
}

/** It is slow, and far enough from ours that few repetitions tell. */
function few({ repetitions }: Effort): Effort {
  return { repetitions: Math.max(2, Math.ceil(repetitions / 10)), warmUp: 1 }
}

async function listInterfaces(remote: string, endpoints: number): Promise<void> {
  const text = await run('sh', [
    '-c',
    `ovs-vsctl --db=${remote} list interface | egrep "^name|^statistics|^external_ids"`,
  ])
  const lines = text.split('\n').length - 1
  if (lines !== endpoints * LINES) throw new Error(`expected ${endpoints * LINES} lines, got ${lines}`)
}
