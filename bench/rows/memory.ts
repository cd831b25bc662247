import { withScope } from '../../spec/support/scope.js'
import { digits } from '../format.js'
import { startSteadyExporter } from '../node.js'
import { residentMegabytes } from '../proc.js'
import type { Row } from '../row.js'
import { ScrapeClient } from '../scrape-client.js'
import { median } from '../statistics.js'

/** Megabytes, by endpoints. */
const TARGETS = new Map([
  [1000, 110],
  [10_000, 300],
])
/** After about half of them the heap has the size that it keeps. */
const SCRAPES = 30
const QUICK_SCRAPES = 6

/**
 * What an exporter of its own holds resident, read after each scrape. The scrapes follow each other without a pause,
 * which leaves the collector of garbage less time than one scrape in 5 s does.
 */
export const memoryRow: Row = {
  name: 'memory',
  title: 'resident memory of the exporter, both namings: the largest after a scrape in steady state',
  async measure({ endpoints, quick, node }) {
    const { ovsdb, netmaster, scrapeBytes } = await node()
    const scrapes = quick ? QUICK_SCRAPES : SCRAPES
    return withScope(async (scope) => {
      const { exporter } = await startSteadyExporter(scope, ovsdb.remote, netmaster, endpoints)
      const client = new ScrapeClient(scope, exporter.url, scrapeBytes)
      const resident: number[] = []
      for (let scrape = 0; scrape < scrapes; scrape++) {
        await client.scrape()
        resident.push(residentMegabytes(exporter.program.pid, 'VmRSS'))
      }
      const steady = resident.slice(scrapes / 2)
      const peak = residentMegabytes(exporter.program.pid, 'VmHWM')
      const target = TARGETS.get(endpoints)
      return [
        {
          row: 'memory',
          endpoints,
          value: Math.max(...steady),
          unit: 'MB',
          target: target === undefined ? undefined : { sense: 'at most', value: target },
          details: `VmRSS in the last ${steady.length} of ${scrapes} scrapes, median ${digits(median(steady))} MB; VmHWM ${digits(peak)} MB`,
          figures: { largest: Math.max(...steady), median: median(steady), peak, scrapes },
        },
      ]
    })
  },
}
