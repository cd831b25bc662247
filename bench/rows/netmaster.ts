import type { AnsweringServer } from '../../spec/support/answering-server.js'
import type { Row } from '../row.js'
import { ScrapeClient } from '../scrape-client.js'

/** The exporter looks now and then whether Netmaster is there, by a timer of its own and whether it is scraped or not. */
const PROBE = '/version'

/** What scrapes cost Netmaster once every endpoint is known, counted at the stand-in. */
export const netmasterRow: Row = {
  name: 'netmaster',
  title: 'requests to Netmaster per scrape, in steady state',
  async measure({ endpoints, effort: { repetitions }, scope, node }) {
    const { netmaster, exporter, scrapeBytes } = await node()
    const client = new ScrapeClient(scope, exporter.url, scrapeBytes)
    const before = counts(netmaster)
    for (let scrape = 0; scrape < repetitions; scrape++) await client.scrape()
    const after = counts(netmaster)
    const requests = after.requests - before.requests
    const probes = after.probes - before.probes
    return [
      {
        row: 'netmaster',
        endpoints,
        value: requests / repetitions,
        unit: 'requests',
        target: { sense: 'at most', value: 0 },
        details: `${requests} in ${repetitions} scrapes; beside them ${probes} probes of ${PROBE}, sent by a timer`,
        figures: { requests, probes, scrapes: repetitions },
      },
    ]
  },
}

function counts(netmaster: AnsweringServer) {
  const probes = netmaster.count(PROBE)
  return { probes, requests: netmaster.count() - probes }
}
