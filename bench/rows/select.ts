import { BareSocket } from '../bare-socket.js'
import { milliseconds } from '../format.js'
import { interleave } from '../measure.js'
import type { Row } from '../row.js'
import { ScrapeClient } from '../scrape-client.js'
import { compare, median, tail } from '../statistics.js'

/** DESIGN section 8 sets it from this size on: below, both are mostly the kernel and the HTTP exchange. */
const TARGET_FROM = 100

/**
 * A scrape, seen from Prometheus, against a bare socket that sends the same select. The counters stand still meanwhile:
 * neither side keeps a reply or compares it with the last one, so that it would make no difference if they moved.
 */
export const selectRow: Row = {
  name: 'select',
  title: 'GET /metrics, source select, both namings, against a bare socket with the same select',
  async measure({ endpoints, effort, scope, node }) {
    const { ovsdb, exporter, scrapeBytes, select } = await node()
    const bare = await BareSocket.connect(scope, ovsdb.port)
    const client = new ScrapeClient(scope, exporter.url)
    const [theirs, ours] = await interleave(effort, [() => bare.ask(select), () => client.scrape(scrapeBytes)])
    const { ratio, low, high } = compare(ours, theirs)
    const [ourTail, theirTail] = [tail(ours), tail(theirs)]
    return [
      {
        row: 'select',
        endpoints,
        value: ratio,
        unit: '× bare select',
        target: endpoints >= TARGET_FROM ? { sense: 'at most', value: 1.5 } : undefined,
        details:
          `${milliseconds(median(ours))} (${ourTail.name} ${milliseconds(ourTail.value)}) against ` +
          `${milliseconds(median(theirs))} (${theirTail.name} ${milliseconds(theirTail.value)}); ` +
          `quartiles of the pairs ${low.toFixed(2)} – ${high.toFixed(2)}; n = ${ours.length}`,
        figures: { ours: median(ours), bare: median(theirs), low, high, bytes: scrapeBytes, repetitions: ours.length },
      },
    ]
  },
}
