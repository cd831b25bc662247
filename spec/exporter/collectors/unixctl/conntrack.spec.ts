import t from 'tap'
import { CONNTRACK, readConntrack } from '../../../../lib/exporter/collectors/unixctl/conntrack.js'
import { asking, refusal, samplesFrom } from '../../../support/ask.js'

const dps = 'system@ovs-system\nnetdev@ovs-netdev\n'
const answers = {
  'dpctl/dump-dps': dps,
  'dpctl/ct-get-nconns netdev@ovs-netdev': '7\n',
  'dpctl/ct-get-maxconns netdev@ovs-netdev': '3000000\n',
}
const unsupported = 'nconns could not be retrieved (Operation not supported)'

t.test('each datapath that can tell', async (t) => {
  const ask = asking({
    ...answers,
    'dpctl/ct-get-nconns system@ovs-system': refusal('dpctl/ct-get-nconns', unsupported),
    'dpctl/ct-get-maxconns system@ovs-system': refusal('dpctl/ct-get-maxconns', unsupported),
  })
  t.strictSame(await samplesFrom(CONNTRACK, await readConntrack(ask)), [
    'ovs_conntrack_entries_max{datapath="netdev@ovs-netdev"} 3000000',
    'ovs_conntrack_entries{datapath="netdev@ovs-netdev"} 7',
  ])
})

t.test('a datapath that fails fails it', async (t) => {
  const error = refusal('dpctl/ct-get-nconns', 'opening datapath (No such device)')
  await t.rejects(readConntrack(asking({ ...answers, 'dpctl/ct-get-nconns system@ovs-system': error })), error)
  await t.rejects(readConntrack(asking({ ...answers, 'dpctl/ct-get-nconns system@ovs-system': 'many' })), {
    code: 'UNEXPECTED_REPLY',
  })
})

t.test('a daemon without the commands', async (t) => {
  t.strictSame(await samplesFrom(CONNTRACK, await readConntrack(asking({ 'dpctl/dump-dps': dps }))), [])
})
