import { BareSocket } from '../bare-socket.js'
import { time } from '../format.js'
import { interleave } from '../measure.js'
import type { Row } from '../row.js'
import { ScrapeClient } from '../scrape-client.js'
import { compare, median, tail } from '../statistics.js'

/** The target holds from this size on: below, a scrape is mostly its HTTP exchange. */
const TARGET_FROM = 100

/**
 * A scrape, seen from Prometheus, against a bare socket that sends the same select. The counters stand still meanwhile;
 * neither side keeps a reply or compares it with the last one, so it would make no difference if they moved.
 */
export const selectRow: Row = {
  name: 'select',
  title: 'GET /metrics, source select, both namings, against a bare socket that sends the same select',
  async measure({ endpoints, effort, scope, node }) {
    const { ovsdb, exporter, scrapeBytes, select } = await node()
    const bare = await BareSocket.connect(scope, ovsdb.port)
    const client = new ScrapeClient(scope, exporter.url, scrapeBytes)
    const [theirs, ours] = await interleave(effort, [() => bare.ask(select), () => client.scrape()])
    const { ratio, low, high } = compare(ours, theirs)
    return [
      {
        row: 'select',
        endpoints,
        value: ratio,
        unit: '× bare select',
        target: endpoints >= TARGET_FROM ? { sense: 'at most', value: 1.5 } : undefined,
        details: `${describe(ours)} against ${describe(theirs)}; quartiles of ${ours.length} pairs ${low.toFixed(2)} – ${high.toFixed(2)}`,
        figures: {
          ours: median(ours),
          oursTail: tail(ours).value,
          bare: median(theirs),
          bareTail: tail(theirs).value,
          low,
          high,
          repetitions: ours.length,
        },
      },
    ]
  },
}

function describe(samples: readonly number[]): string {
  const { name, value } = tail(samples)
  return `${time(median(samples))} (${name} ${time(value)})`
}
