import t from 'tap'
import { eventually } from './eventually.js'
import { createHosts, createNamespace, namespacesRefused } from './network-namespaces.js'
import { startOvsdbServer } from './ovsdb-server.js'
import { run } from './run.js'
import { startVswitchd } from './vswitchd.js'
import { missing } from './which.js'

const skip = missing('ovsdb-server', 'ovs-vswitchd', 'ovs-vsctl') || (await namespacesRefused())
const PINGS = 7

t.test('two hosts ping each other through a userspace bridge, which counts exactly that', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  const namespace = await createNamespace(t)
  const vswitchd = await startVswitchd(t, ovsdb, { namespace })
  const [a, b] = await createHosts(t, namespace, [
    { interface: 'veth-a', address: '10.77.0.1/24' },
    { interface: 'veth-b', address: '10.77.0.2/24' },
  ])
  await vswitchd.vsctl('add-br', 'br0', '--', 'set', 'bridge', 'br0', 'datapath_type=netdev')
  await vswitchd.vsctl('add-port', 'br0', a.interface, '--', 'add-port', 'br0', b.interface)
  await a.ping(b, PINGS)

  const counted = (device: string) => vswitchd.vsctl('get', 'Interface', device, 'statistics:rx_packets')
  await eventually(async () => (await counted(a.interface)).trim() === `${PINGS}`)
  await eventually(async () => (await counted(b.interface)).trim() === `${PINGS}`)
  t.notOk((await run('ip', ['-brief', 'link'])).includes('br0'), 'the host sees none of it')
})

t.test('a namespace ends with the scope', { skip }, async (t) => {
  let name = ''
  await t.test('scope', async (t) => {
    ;({ name } = await createNamespace(t))
    t.match(await run('ip', ['netns', 'list']), name)
  })
  t.notMatch(await run('ip', ['netns', 'list']), name)
})
