import { BareSocket } from '../bare-socket.js'
import { time } from '../format.js'
import { interleave } from '../measure.js'
import { type Node, recordSelect, startSteadyExporter, TRAFFIC_ALONE, type Variant } from '../node.js'
import type { Context, Row, Target } from '../row.js'
import { ScrapeClient } from '../scrape-client.js'
import { compare, median, tail } from '../statistics.js'

/** The targets hold from this size on: below, a scrape is mostly its HTTP exchange. */
const TARGETS_FROM = 100

/** An exporter to scrape, and what the bare socket sends meanwhile. */
interface Rivals {
  readonly url: string
  /** Bytes that a scrape must have at least. */
  readonly scrapeBytes: number
  readonly select: readonly string[]
}

/**
 * A scrape, seen from Prometheus, against a bare socket that sends a select. The counters stand still meanwhile; neither
 * side of `select` keeps a reply or compares it with the last one, so it would make no difference if they moved.
 */
function scrapeRow(
  name: string,
  title: string,
  target: Target | undefined,
  rivals: (node: Node, context: Context) => Promise<Rivals>,
): Row {
  return {
    name,
    title,
    async measure(context) {
      const { endpoints, effort, scope } = context
      const node = await context.node()
      const { url, scrapeBytes, select } = await rivals(node, context)
      const bare = await BareSocket.connect(scope, node.ovsdb.port)
      const client = new ScrapeClient(scope, url, scrapeBytes)
      const [theirs, ours] = await interleave(effort, [() => bare.ask(select), () => client.scrape()])
      const { ratio, low, high } = compare(ours, theirs)
      return [
        {
          row: name,
          endpoints,
          value: ratio,
          unit: '× bare select',
          target: endpoints >= TARGETS_FROM ? target : undefined,
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
}

export const selectRow = scrapeRow(
  'select',
  'GET /metrics, source select, both namings, against a bare socket that sends the same select',
  { sense: 'at most', value: 1.5 },
  async ({ exporter: { url }, scrapeBytes, select }) => ({ url, scrapeBytes, select }),
)

const MONITOR: Variant = { names: 'standard', args: [...TRAFFIC_ALONE, '--ovsdb.source', 'monitor'] }

/** The select is that of the source `select`: what a scrape would cost without the copy. */
export const monitorRow = scrapeRow(
  'monitor',
  'GET /metrics, source monitor, standard names, against a bare socket that sends the select of the source select',
  { sense: 'at most', value: 0.5 },
  async ({ ovsdb, netmaster, select }, { endpoints, scope }) => {
    const { exporter, text } = await startSteadyExporter(scope, ovsdb.remote, netmaster, endpoints, MONITOR)
    return { url: exporter.url, scrapeBytes: Math.floor(text.length * 0.99), select }
  },
)

/** The control sockets are those of the ovsdb-server alone: there is no ovs-vswitchd with so many ports. */
export const everythingRow = scrapeRow(
  'everything',
  'GET /metrics, source select, both namings, all collectors, against a bare socket that sends the same selects',
  undefined,
  async ({ ovsdb, netmaster }, { endpoints, scope }) => {
    const variant: Variant = { names: 'both', args: ['--unixctl.run-dir', ovsdb.dir] }
    const select = await recordSelect(ovsdb, netmaster, endpoints, variant)
    const { exporter, text } = await startSteadyExporter(scope, ovsdb.remote, netmaster, endpoints, variant)
    return { url: exporter.url, scrapeBytes: Math.floor(text.length * 0.99), select }
  },
)

function describe(samples: readonly number[]): string {
  const { name, value } = tail(samples)
  return `${time(median(samples))} (${name} ${time(value)})`
}
