import t, { type Test } from 'tap'
import type { Answer, AnsweringServer, Handler } from '../support/answering-server.js'
import { CAPTURED_NODE, inspectPath, startContiv } from '../support/contiv.js'
import { eventually } from '../support/eventually.js'
import { type ExporterProcess, startExporterProcess } from '../support/exporter.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { samplesOf, valuesOf } from '../support/samples.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server')

const PATHS = [
  '/version',
  ...['networks', 'tenants', 'endpointGroups'].map((list) => `/api/v1/${list}/`),
  ...[inspectPath('blue', 'web'), inspectPath('blue', 'db'), inspectPath('default', 'contivnet')],
]

interface Outage {
  begin(netmaster: AnsweringServer): unknown
  end(netmaster: AnsweringServer): unknown
}

function answers(answer: Answer | Handler): Outage {
  return {
    begin: (netmaster) => PATHS.map((path) => netmaster.answer(path, answer)),
    end: (netmaster) => PATHS.map((path) => netmaster.answer(path, undefined)),
  }
}

const OUTAGES: Readonly<Record<string, Outage>> = {
  'is stopped': { begin: (netmaster) => netmaster.down(), end: (netmaster) => netmaster.up() },
  'answers with status 500': answers({ status: 500, body: 'etcd cluster is unavailable\n' }),
  'does not answer': answers(() => undefined),
  'answers half a JSON text': answers({ body: '[{"networkName":"web",' }),
  'answers JSON of another shape': answers({ body: { message: 'moved' } }),
  'answers a web page': answers({ body: '<!doctype html><title>Sign in</title>' }),
}

const SOON = ['--contiv.refresh-interval', '200ms']
const isTraffic = (name: string) => /^(ovs_interface|ovs_up|contiv_endpoint|[rt]x_)/.test(name)
const isCount = (name: string) =>
  /^(count_of|contiv_(tenants|networks|endpoint_groups|policies|net_profiles))/.test(name)

/** What it logged of Netmaster: an array of causes for each outage that is over. */
function outagesTold({ program }: ExporterProcess): readonly (readonly string[])[] {
  const outages: string[][] = []
  let causes: string[] = []
  for (const line of program.output().split('\n')) {
    if (!line.includes('"source":"netmaster"')) continue
    const { msg, cause } = JSON.parse(line)
    if (msg === 'source failed') causes.push(cause)
    else {
      outages.push(causes)
      causes = []
    }
  }
  return outages
}

async function checkLog(t: Test, exporter: ExporterProcess): Promise<void> {
  const outages = await eventually(() => {
    const told = outagesTold(exporter)
    return told.length >= Object.keys(OUTAGES).length && told
  })
  t.equal(outages.length, Object.keys(OUTAGES).length, 'it says once of each outage that it is over')
  for (const causes of outages) t.equal(new Set(causes).size, causes.length, 'and each cause once')
}

t.test('netplugin: traffic stays labelled', { skip }, async (t) => {
  const { netmaster, etcd } = await startContiv(t)
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.etcd', etcd.url, ...SOON]
  const exporter = await startExporterProcess(t, args)
  await exporter.informed()
  const value = async (name: string) => valuesOf(await exporter.scrape()).get(`${name}{}`)
  const age = async () => Number(await value('contiv_inventory_age_seconds'))
  const traffic = async () => samplesOf(await exporter.scrape(), isTraffic)
  await eventually(async () => (await value('contiv_inventory_age_seconds')) !== undefined)
  const labelled = await traffic()
  t.equal(labelled.filter((sample) => sample.startsWith('rx_packets{')).length, 8)

  for (const [what, outage] of Object.entries(OUTAGES)) {
    await t.test(`Netmaster ${what}`, async (t) => {
      await outage.begin(netmaster)
      await eventually(async () => (await value('contiv_netmaster_up')) === '0')
      t.strictSame(await traffic(), labelled)
      const first = await age()
      const grown = await eventually(async () => {
        const now = await age()
        return now > first && now
      })
      t.equal(await value('contiv_netmaster_up'), '0')
      t.strictSame(await traffic(), labelled)
      await outage.end(netmaster)
      await eventually(async () => (await value('contiv_netmaster_up')) === '1')
      await eventually(async () => (await age()) < grown)
      t.strictSame(await traffic(), labelled)
    })
  }
  await checkLog(t, exporter)
})

t.test('netmaster: the counts are absent', async (t) => {
  const { netmaster, etcd } = await startContiv(t)
  const exporter = await startExporterProcess(t, ['--mode', 'netmaster', '--contiv.etcd', etcd.url, ...SOON])
  const scrape = async () => {
    const text = await exporter.scrape()
    return { up: valuesOf(text).get('contiv_netmaster_up{}'), counts: samplesOf(text, isCount) }
  }
  const well = await scrape()
  t.equal(well.up, '1')
  t.ok(well.counts.includes('count_of_networks{tenant="blue"} 2'))
  for (const [what, outage] of Object.entries(OUTAGES)) {
    await t.test(`Netmaster ${what}`, async (t) => {
      await outage.begin(netmaster)
      await eventually(async () => (await scrape()).up === '0')
      t.strictSame(await scrape(), { up: '0', counts: [] })
      t.equal((await fetch(`${exporter.url}/readyz`)).status, 503)
      await outage.end(netmaster)
      await eventually(async () => (await scrape()).up === '1')
      t.strictSame(await scrape(), well)
    })
  }
  await checkLog(t, exporter)
})
