import { eventually } from './eventually.js'
import { createNamespace } from './network-namespaces.js'
import { type OvsdbServer, startOvsdbServer } from './ovsdb-server.js'
import { run } from './run.js'
import type { Scope } from './scope.js'
import { startVswitchd, type Vswitchd } from './vswitchd.js'

/** The name of the datapath in user space. */
export const DP = 'netdev@ovs-netdev'

/** A switch in user space that has something to tell of everything: bonds that speak LACP, QoS, conntrack, a PMD thread. */
export async function startUnixctlSwitch(
  scope: Scope,
): Promise<{ readonly ovsdb: OvsdbServer; readonly vswitchd: Vswitchd }> {
  const namespace = await createNamespace(scope)
  await namespace.run('ip', 'link', 'add', 'v1', 'type', 'veth', 'peer', 'name', 'w1')
  await namespace.run('ip', 'link', 'set', 'v1', 'up')
  const ovsdb = await startOvsdbServer(scope)
  const vswitchd = await startVswitchd(scope, ovsdb, { dummy: 'beside', namespace })
  const { vsctl } = vswitchd
  // The thread would take a core for itself, if it did not sleep.
  await vsctl('set', 'Open_vSwitch', '.', 'other_config:pmd-maxsleep=1000', 'other_config:pmd-cpu-mask=1')
  await vsctl(
    ...['add-br', 'br0', '--', 'set', 'bridge', 'br0', 'datapath_type=netdev', '--', 'add-port', 'br0', 'v1'],
    ...['--', 'add-br', 'br1', '--', 'set', 'bridge', 'br1', 'datapath_type=netdev'],
    ...['--', 'add-port', 'br0', 'pm0', '--', 'set', 'interface', 'pm0', 'type=dummy-pmd', 'options:n_rxq=2'],
  )
  const bond = async (bridge: string, name: string, side: string, option: string) => {
    const options = (index: number) => ['type=dummy', `options:${option}unix:${ovsdb.dir}/link${index}.sock`]
    await vsctl(
      ...['add-bond', bridge, name, `${side}1`, `${side}2`, 'lacp=active', 'bond_mode=balance-tcp'],
      ...['--', 'set', 'interface', `${side}1`, ...options(1), '--', 'set', 'interface', `${side}2`, ...options(2)],
    )
  }
  await bond('br0', 'bond0', 'a', 'pstream=p')
  await bond('br1', 'bond1', 'b', 'stream=')
  await vsctl(
    ...['set', 'port', 'v1', 'qos=@q', '--', '--id=@q', 'create', 'qos', 'type=linux-htb'],
    ...['other-config:max-rate=10000000', 'queues:0=@q0', 'queues:1=@q1'],
    ...['--', '--id=@q0', 'create', 'queue', 'other-config:max-rate=5000000'],
    ...['--', '--id=@q1', 'create', 'queue', 'other-config:min-rate=1000000'],
  )
  const openflow = `unix:${ovsdb.dir}/br0.mgmt`
  await run('ovs-ofctl', ['add-flow', openflow, 'table=0,priority=10,ip,ct_state=-trk,actions=ct(table=1,commit)'])
  await run('ovs-ofctl', ['add-flow', openflow, 'table=1,actions=normal'])
  await eventually(async () => (await vswitchd.appctl('bond/show')).split('negotiated').length === 3)
  for (let host = 1; host <= 5; host++) {
    await vswitchd.appctl(
      'netdev-dummy/receive',
      'pm0',
      `in_port(9),eth(src=02:00:00:00:00:0${host},dst=02:00:00:00:00:99),eth_type(0x0800),ipv4(src=10.0.0.${host},dst=10.0.0.99,proto=17,tos=0,ttl=64,frag=no),udp(src=1000,dst=53)`,
    )
  }
  await eventually(async () => Number(await vswitchd.appctl('dpctl/ct-get-nconns', DP)) > 0)
  return { ovsdb, vswitchd }
}
