import t, { type Test } from 'tap'
import type { AnsweringServer } from '../support/answering-server.js'
import { CAPTURED_NODE } from '../support/contiv.js'
import { startEtcd } from '../support/etcd.js'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { startNetmaster } from '../support/netmaster-server.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { samplesOf, valuesOf } from '../support/samples.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server', 'etcd')

const LEADER = '/v2/keys/contiv.io/lock/netmaster/leader'
const isTraffic = (name: string) => /^(ovs_interface|ovs_up|contiv_endpoint|[rt]x_)/.test(name)
const addressOf = ({ port }: AnsweringServer) => `127.0.0.1:${port}`

/** A node whose leader is in a real etcd, and what it says of itself. */
async function startNode(t: Test) {
  const etcd = await startEtcd(t)
  const netmasters = [await startNetmaster(t), await startNetmaster(t)] as const
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.refresh-interval', '200ms']
  const exporter = await startExporterProcess(t, args, { CONTIV_ETCD: etcd.url })
  const value = async (name: string) => valuesOf(await exporter.scrape()).get(`${name}{}`)
  const becomes = (name: string, wanted: string) => eventually(async () => (await value(name)) === wanted)
  await becomes('ovs_up', '1')
  const traffic = async () => samplesOf(await exporter.scrape(), isTraffic)
  const isAskedAgain = async (netmaster: AnsweringServer) => {
    const before = netmaster.count('/api/v1/networks/')
    await netmaster.received('/api/v1/networks/', before + 2)
  }
  return { etcd, netmasters, exporter, value, becomes, traffic, isAskedAgain }
}

t.test('nobody leads, then one does, then another', { skip }, async (t) => {
  const { etcd, netmasters, exporter, value, becomes, traffic, isAskedAgain } = await startNode(t)
  const [first, second] = netmasters
  t.equal(await value('contiv_unmatched_endpoints'), '8')
  t.equal(await value('contiv_netmaster_up'), '0')
  await eventually(() => exporter.program.output().includes('expected a Netmaster leader, got none'))

  await etcd.put(LEADER, addressOf(first))
  await becomes('contiv_netmaster_up', '1')
  await becomes('contiv_unmatched_endpoints', '0')
  const labelled = await traffic()

  await first.down()
  await becomes('contiv_netmaster_up', '0')
  await etcd.delete(LEADER)
  t.strictSame(await traffic(), labelled, 'nobody leads')
  t.equal(second.count(), 0)

  await etcd.put(LEADER, addressOf(second))
  await becomes('contiv_netmaster_up', '1')
  await isAskedAgain(second)
  t.strictSame(await traffic(), labelled)
})

t.test('etcd is killed, and returns', { skip }, async (t) => {
  const { etcd, netmasters, value, becomes, traffic, isAskedAgain } = await startNode(t)
  const [first, second] = netmasters
  await etcd.put(LEADER, addressOf(first))
  await becomes('contiv_unmatched_endpoints', '0')
  const labelled = await traffic()

  await etcd.kill()
  await isAskedAgain(first)
  t.equal(await value('contiv_netmaster_up'), '1', 'who leads is known')
  t.strictSame(await traffic(), labelled)

  await first.down()
  await becomes('contiv_netmaster_up', '0')
  t.strictSame(await traffic(), labelled)

  await etcd.restart()
  await etcd.put(LEADER, addressOf(second))
  await becomes('contiv_netmaster_up', '1')
  await isAskedAgain(second)
  t.strictSame(await traffic(), labelled)
})
