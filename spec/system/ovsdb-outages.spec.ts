import { join } from 'node:path'
import t from 'tap'
import { CAPTURED_NODE, startContiv } from '../support/contiv.js'
import { eventually } from '../support/eventually.js'
import { type ExporterProcess, startExporterProcess } from '../support/exporter.js'
import { type OvsdbServer, startOvsdbServer } from '../support/ovsdb-server.js'
import { run } from '../support/run.js'
import { samplesOf } from '../support/samples.js'
import type { Scope } from '../support/scope.js'
import {
  addPort,
  movePort,
  removePort,
  type Statistics,
  setStatistics,
  statisticsOf,
} from '../support/switch-operations.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')

/** What says something of the switch: its own series, its endpoints' under both names, and its health. */
const isOfSwitch = (name: string) => /^(ovs_(?!collector_)|contiv_endpoint_|contiv_unmatched_|[rt]x_)/.test(name)
const BRIDGE = 'contivVxlanBridge'
const OTHER_BRIDGE = 'contivVlanBridge'
const DOWN = ['ovs_up{} 0']

async function startNode(scope: Scope) {
  const { etcd } = await startContiv(scope)
  const ovsdb = await startOvsdbServer(scope, CAPTURED_NODE)
  const collectors = ['--collector.disable-defaults', '--collector.ovsdb', '--collector.traffic']
  const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.etcd', etcd.url, ...collectors]
  const exporter = await startExporterProcess(scope, args)
  await exporter.informed()
  const ofSwitch = async (headers = {}) => samplesOf(await exporter.scrape(headers), isOfSwitch)
  const up = async () => {
    const samples = await ofSwitch()
    return samples.includes('ovs_up{} 1') && samples
  }
  return { ovsdb, exporter, ofSwitch, up }
}

/** What the exporter logged of the switch. */
function toldOf({ program }: ExporterProcess): readonly { msg: string; cause?: string }[] {
  return program
    .output()
    .split('\n')
    .filter((line) => line.includes('"source":"ovsdb"'))
    .map((line) => JSON.parse(line))
}

/** Statistics are not kept in the file (`ephemeral`): after a restart ovs-vswitchd writes them anew. */
async function refill(ovsdb: OvsdbServer, statistics: ReadonlyMap<string, Statistics>): Promise<void> {
  await ovsdb.transact([...statistics].flatMap(([name, pairs]) => setStatistics(name, pairs)))
}

/** Changes the database file while no server runs on it. */
async function transactOffline({ dir }: OvsdbServer, operations: readonly object[]): Promise<void> {
  await run('ovsdb-tool', ['transact', join(dir, 'conf.db'), JSON.stringify(['Open_vSwitch', ...operations])])
}

t.test('ovsdb-server is killed, and returns', { skip }, async (t) => {
  const { ovsdb, exporter, ofSwitch } = await startNode(t)
  const before = await ofSwitch()
  t.ok(before.includes('ovs_up{} 1'))
  t.ok(before.some((sample) => sample.startsWith('rx_packets{')))
  const statistics = await statisticsOf(ovsdb)
  await ovsdb.kill()
  const meanwhile = new Set<string>()
  for (let scrape = 0; scrape < 10; scrape++) for (const sample of await ofSwitch()) meanwhile.add(sample)
  t.strictSame([...meanwhile], DOWN, 'nothing stale')
  t.equal((await fetch(`${exporter.url}/healthz`)).status, 200)
  t.equal((await fetch(`${exporter.url}/readyz`)).status, 503)

  await ovsdb.restart()
  await refill(ovsdb, statistics)
  await eventually(async () => (await ofSwitch()).includes('ovs_up{} 1'))
  t.strictSame(await ofSwitch(), before)

  const told = await eventually(() => {
    const all = toldOf(exporter)
    return all.at(-1)?.msg === 'source is well again' && all
  })
  const failures = told.filter(({ msg }) => msg === 'source failed').map(({ cause }) => cause)
  t.ok(failures.length > 0, 'it says that it failed')
  t.equal(new Set(failures).size, failures.length, 'each cause once')
  t.equal(told.filter(({ msg }) => msg === 'source is well again').length, 1, 'that it is well again, once')
})

t.test('a port has moved to another bridge when ovsdb-server returns', { skip }, async (t) => {
  const { ovsdb, ofSwitch } = await startNode(t)
  const before = await ofSwitch()
  const statistics = await statisticsOf(ovsdb)
  const offline = await movePort(ovsdb, BRIDGE, OTHER_BRIDGE, 'contivh0')
  await ovsdb.kill()
  await transactOffline(ovsdb, offline)
  await ovsdb.restart()
  await refill(ovsdb, statistics)
  await eventually(async () => (await ofSwitch()).includes('ovs_up{} 1'))
  t.strictSame(
    await ofSwitch(),
    before.map((sample) => sample.replace(BRIDGE, OTHER_BRIDGE)),
  )
})

t.test('interfaces have come, gone and counted when ovsdb-server returns', { skip }, async (t) => {
  const { ovsdb, ofSwitch } = await startNode(t)
  const before = await ofSwitch()
  const statistics = new Map(await statisticsOf(ovsdb))
  const offline = [
    ...(await removePort(ovsdb, BRIDGE, 'vvport1')),
    ...addPort({ bridge: BRIDGE, name: 'late', interface: 'late0', type: 'vxlan' }),
  ]
  await ovsdb.kill()
  await transactOffline(ovsdb, offline)
  t.strictSame(await ofSwitch(), DOWN)

  const expected = new Set(before.filter((sample) => !/interface="vvport[12]"/.test(sample)))
  const web2 = 'endpoint_group="frontend",host="node-1",interface="vvport2",network="web",tenant="blue"}'
  const web2Classic = 'endpointGroup="frontend",host="node-1",interface="vvport2",network="web",tenant="blue"}'
  expected.add(`contiv_endpoint_transmit_packets_total{container="web-2",${web2} 1000`)
  expected.add(`tx_packets{containerName="web-2",${web2Classic} 1000`)
  const late = `{bridge="${BRIDGE}",interface="late0",port="late",type="vxlan"}`
  expected.add(`ovs_interface_transmit_packets_total${late} 3`)

  await ovsdb.restart()
  await refill(
    ovsdb,
    statistics
      .set('vvport1', [['rx_packets', 1]])
      .set('vvport2', [['rx_packets', 1000]])
      .set('late0', [['tx_packets', 3]]),
  )
  const wrong: string[] = []
  await eventually(async () => {
    const samples = await ofSwitch()
    wrong.push(...samples.filter((sample) => !expected.has(sample) && !DOWN.includes(sample)))
    return samples.join() === [...expected].sort().join()
  }).catch(async () => t.strictSame(await ofSwitch(), [...expected].sort()))
  t.strictSame(wrong, [], 'nothing of what was before, at no time')
})

t.test('ovsdb-server is frozen, and goes on', { skip }, async (t) => {
  const { ovsdb, exporter, ofSwitch, up } = await startNode(t)
  const before = await ofSwitch()
  await ovsdb.kill('SIGSTOP')
  t.strictSame(await ofSwitch({ 'X-Prometheus-Scrape-Timeout-Seconds': '1' }), DOWN)
  await eventually(() => toldOf(exporter).at(0)?.cause === "no answer within the scrape's 500 ms")
  await ovsdb.kill('SIGCONT')
  await eventually(up)
  t.strictSame(await ofSwitch(), before)

  await ovsdb.kill('SIGSTOP')
  const meanwhile = new Set<string>()
  await eventually(async () => {
    for (const sample of await ofSwitch({ 'X-Prometheus-Scrape-Timeout-Seconds': '0.7' })) meanwhile.add(sample)
    return toldOf(exporter).some(({ cause }) => cause?.includes('was given up'))
  })
  t.strictSame([...meanwhile], DOWN)
  await ovsdb.kill('SIGCONT')
  await eventually(up)
  t.strictSame(await ofSwitch(), before)
})
