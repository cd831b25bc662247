import { connect, createServer, type Socket } from 'node:net'
import { createHosts, createNamespace, type NetworkNamespace } from './network-namespaces.js'
import { type OvsdbServer, startOvsdbServer } from './ovsdb-server.js'
import type { Scope } from './scope.js'
import { startVswitchd, type Vswitchd } from './vswitchd.js'

/** A real switch on which everything that OVSDB can tell of is configured. */
export interface ConfiguredSwitch {
  readonly ovsdb: OvsdbServer
  readonly vswitchd: Vswitchd
  /** Where its devices live. */
  readonly namespace: NetworkNamespace
}

/**
 * Starts it: the userspace bridge `br-a` with a bond, a mirror, STP, two controllers, QoS, policing, a tunnel, NetFlow,
 * sFlow and IPFIX; `br-b` with RSTP; `br-c` and `br-d`, joined by a cable with BFD and CFM; `br-plain` with nothing of
 * it but a device that a thread polls, which has received a packet; a datapath with a connection tracking zone; managers that listen and that cannot be reached; the statistics of
 * the system. What needs another party to happen may take seconds to show.
 */
export async function startConfiguredSwitch(scope: Scope): Promise<ConfiguredSwitch> {
  const ovsdb = await startOvsdbServer(scope, { remotes: ['db:Open_vSwitch,Open_vSwitch,manager_options'] })
  const namespace = await createNamespace(scope)
  const controller = await listen(scope, `${ovsdb.dir}/controller.sock`, speakOpenFlow())
  const refusing = await listen(scope, `${ovsdb.dir}/refusing.sock`, (socket) => socket.destroy())
  const vswitchd = await startVswitchd(scope, ovsdb, { namespace, dummy: 'beside' })
  await plug(scope, namespace)
  const managers = `punix:${ovsdb.dir}/manager.sock ${refusing}`
  for (const command of commands(controller, managers)) await vswitchd.vsctl(...command.split(' '))
  await vswitchd.appctl('netdev-dummy/receive', 'pmd0', POLLED_PACKET)
  connectTwice(scope, `${ovsdb.dir}/manager.sock`)
  return { ovsdb, vswitchd, namespace }
}

/** As ovs-dpctl(8) writes flows. Its addresses are of no host: a bridge would send what is for the host to `pmd0`. */
const POLLED_PACKET =
  'in_port(1),eth(src=02:00:00:00:ff:01,dst=02:00:00:00:ff:02),eth_type(0x0800),ipv4(src=10.80.0.1,dst=10.80.0.2,proto=17,tos=0,ttl=64,frag=no),udp(src=1000,dst=53)'

const DEVICES = ['veth-a', 'veth-b', 'veth-c', 'veth-d', 'veth-e', 'veth-f']

async function plug(scope: Scope, namespace: NetworkNamespace): Promise<void> {
  const hosts = DEVICES.map((device, index) => ({ interface: device, address: `10.78.0.${index + 1}/24` }))
  await createHosts(scope, namespace, hosts)
  await namespace.run('ip', 'address', 'add', '10.79.0.1/24', 'dev', 'veth-f')
  await namespace.run('ip', 'link', 'add', 'cable-c', 'type', 'veth', 'peer', 'name', 'cable-d')
  for (const end of ['cable-c', 'cable-d']) await namespace.run('ip', 'link', 'set', end, 'up')
}

function commands(controller: string, managers: string): readonly string[] {
  const bridge = (name: string, ...settings: readonly string[]) =>
    ['add-br', name, '-- set Bridge', name, 'datapath_type=netdev', ...settings].join(' ')
  return [
    'set Open_vSwitch . ovs_version="9.9" db_version="8.8" system_type=test system_version="1"',
    // The thread would take a core for itself, if it did not sleep.
    'set Open_vSwitch . other_config:pmd-maxsleep=1000 other_config:pmd-cpu-mask=1',
    bridge('br-a', 'fail_mode=secure', 'other_config:datapath-id=00000000000000aa'),
    bridge('br-b', 'rstp_enable=true', 'mcast_snooping_enable=true'),
    bridge('br-c'),
    bridge('br-d'),
    bridge('br-plain'),
    'add-port br-a veth-a tag=7',
    'set Interface veth-a external_ids:iface-id=vm-1 external_ids:vm-id=uuid-1',
    'set Interface veth-a external_ids:attached-mac="02:00:00:00:aa:aa"',
    'set Interface veth-a ingress_policing_rate=8000 ingress_policing_burst=800',
    'set Interface veth-a ingress_policing_kpkts_rate=3 ingress_policing_kpkts_burst=2',
    'add-bond br-a bond0 veth-b veth-c bond_mode=active-backup lacp=active trunks=10,20 vlan_mode=trunk',
    'set Port bond0 other_config:lacp-fallback-ab=true other_config:lacp-time=fast',
    'add-port br-b veth-d',
    'add-port br-plain veth-e',
    'add-port br-plain pmd0 -- set Interface pmd0 type=dummy-pmd options:n_rxq=2',
    'add-port br-a nowhere',
    'add-port br-a vxlan0 -- set Interface vxlan0 type=vxlan options:remote_ip=10.79.0.2 options:local_ip=10.79.0.1 options:key=42',
    'add-port br-c cable-c -- add-port br-d cable-d',
    ...['c', 'd'].map((end) => `set Interface cable-${end} bfd:enable=true cfm_mpid=${end === 'c' ? 1 : 2}`),
    ...['c', 'd'].map(
      (end) => `set Interface cable-${end} other_config:cfm_interval=100 other_config:cfm_extended=true`,
    ),
    'set Bridge br-a stp_enable=true',
    '-- --id=@out get Port vxlan0 -- --id=@m create Mirror name=mirror0 select_all=true output_port=@out -- set Bridge br-a mirrors=@m',
    `set-controller br-a ${controller}`,
    'set Controller br-a controller_rate_limit=100 controller_burst_limit=25',
    '-- --id=@c create Controller target="tcp:127.0.0.1:1" -- add Bridge br-a controller @c',
    '-- --id=@q create Queue other_config:max-rate=1000000 -- --id=@qos create QoS type=linux-htb queues:0=@q -- set Port veth-a qos=@qos',
    '-- --id=@n create NetFlow targets="127.0.0.1:2055" -- set Bridge br-a netflow=@n',
    '-- --id=@s create sFlow targets="127.0.0.1:6343" sampling=64 -- set Bridge br-a sflow=@s',
    '-- --id=@i create IPFIX targets="127.0.0.1:4739" -- set Bridge br-a ipfix=@i',
    '-- --id=@b get Bridge br-a -- --id=@i create IPFIX targets="127.0.0.1:4740" -- create Flow_Sample_Collector_Set id=1 bridge=@b ipfix=@i',
    '-- --id=@dp create Datapath datapath_version=1 -- set Open_vSwitch . datapaths:netdev=@dp',
    'add-zone-tp netdev zone=3 icmp_first=30',
    `set-manager ${managers}`,
    'set Open_vSwitch . other_config:enable-statistics=true',
  ]
}

/** Connects two clients that say nothing: a manager tells how many it has when it has several. */
function connectTwice(scope: Scope, path: string): void {
  const sockets = [connect(path), connect(path)]
  scope.teardown(() => {
    for (const socket of sockets) socket.destroy()
  })
  for (const socket of sockets) socket.on('error', () => {})
}

async function listen(scope: Scope, path: string, serve: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    serve(socket)
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  scope.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `unix:${path}`
}

const OFPT_HELLO = 0
const OFPT_ECHO_REQUEST = 2
const OFPT_ECHO_REPLY = 3

/** A controller that agrees to whatever version comes, answers echoes, wants nothing, and hangs up the first time. */
function speakOpenFlow(): (socket: Socket) => void {
  let connections = 0
  return (socket) => {
    const first = ++connections === 1
    let received = Buffer.alloc(0)
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      while (received.length >= 8 && received.length >= received.readUInt16BE(2)) {
        const message = received.subarray(0, received.readUInt16BE(2))
        received = received.subarray(message.length)
        const type = message[1]
        if (type === OFPT_HELLO) socket.write(message)
        else if (first) socket.destroy()
        if (type === OFPT_ECHO_REQUEST) {
          socket.write(Buffer.concat([message.subarray(0, 1), Buffer.from([OFPT_ECHO_REPLY]), message.subarray(2)]))
        }
      }
    })
  }
}
