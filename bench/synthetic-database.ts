import { createHash } from 'node:crypto'
import { inspection, inspectPath } from '../spec/support/contiv.js'
import { startNetmaster } from '../spec/support/netmaster-server.js'
import { type OvsdbServer, startOvsdbServer } from '../spec/support/ovsdb-server.js'
import type { Scope } from '../spec/support/scope.js'

/** An endpoint of a node that does not exist: the same for the same index, always. */
export interface SyntheticEndpoint {
  readonly tenant: string
  readonly network: string
  readonly group: string
  readonly host: string
  readonly container: string
  /** 64 hexadecimal digits, as a container's id has. */
  readonly id: string
  readonly interface: string
  /** Thirteen statistics, as Open vSwitch reports them of a device of the kernel. */
  readonly statistics: ReadonlyMap<string, number>
}

export const TENANT = 'blue'
export const NETWORK = 'web'
const HOST = 'node-1'
export const BRIDGE = 'contivVxlanBridge'

/** Endpoints in one transaction: small enough that the server goes on answering others in between. */
const BATCH = 500

export function syntheticEndpoint(index: number): SyntheticEndpoint {
  const digest = createHash('sha256').update(`endpoint ${index}`).digest()
  return {
    tenant: TENANT,
    network: NETWORK,
    group: 'frontend',
    host: HOST,
    container: `web-${index}`,
    id: digest.toString('hex'),
    interface: `vvport${index}`,
    statistics: statistics(digest),
  }
}

/** Counters as they are found on a node: packets from a few to billions, hardly a drop, no errors. */
function statistics(digest: Buffer): ReadonlyMap<string, number> {
  const fraction = (word: number) => digest.readUInt32LE(word * 4) / 2 ** 32
  const rxPackets = Math.floor(10 ** (2 + 7.5 * fraction(0)))
  const txPackets = Math.floor(rxPackets * (0.5 + fraction(1)))
  return new Map([
    ['collisions', 0],
    ['rx_bytes', rxPackets * Math.floor(60 + 1400 * fraction(2))],
    ['rx_crc_err', 0],
    ['rx_dropped', fraction(3) < 0.1 ? Math.floor(1000 * fraction(4)) : 0],
    ['rx_errors', 0],
    ['rx_frame_err', 0],
    ['rx_missed_errors', 0],
    ['rx_over_err', 0],
    ['rx_packets', rxPackets],
    ['tx_bytes', txPackets * Math.floor(60 + 1400 * fraction(5))],
    ['tx_dropped', fraction(6) < 0.1 ? Math.floor(1000 * fraction(7)) : 0],
    ['tx_errors', 0],
    ['tx_packets', txPackets],
  ])
}

/** Starts a real ovsdb-server whose database holds so many endpoints on one bridge, as Netplugin writes them. */
export async function startSyntheticDatabase(scope: Scope, endpoints: number): Promise<OvsdbServer> {
  const ovsdb = await startOvsdbServer(scope)
  await ovsdb.transact([
    { op: 'insert', table: 'Bridge', 'uuid-name': 'bridge', row: { name: BRIDGE, fail_mode: 'secure' } },
    { op: 'insert', table: 'Open_vSwitch', row: { bridges: ['named-uuid', 'bridge'] } },
  ])
  for (let from = 0; from < endpoints; from += BATCH) {
    await ovsdb.transact(insertEndpoints(from, Math.min(from + BATCH, endpoints)))
  }
  return ovsdb
}

/** Starts a stand-in for Netmaster that knows all these endpoints. */
export async function startSyntheticNetmaster(scope: Scope, endpoints: number) {
  const netmaster = await startNetmaster(scope)
  const known = Array.from({ length: endpoints }, (_, index) => syntheticEndpoint(index))
  netmaster.answer(inspectPath(TENANT, NETWORK), inspection(TENANT, NETWORK, known))
  return netmaster
}

/** Operations that put endpoints on the bridge of {@link startSyntheticDatabase}: of each its Interface, then its Port. */
export function insertEndpoints(from: number, to: number): readonly object[] {
  const operations: object[] = []
  const ports: unknown[] = []
  for (let index = from; index < to; index++) {
    const { id, interface: name, statistics } = syntheticEndpoint(index)
    const external_ids = ['map', [['endpoint-id', `${NETWORK}.${TENANT}-${id}`]]]
    operations.push(
      {
        op: 'insert',
        table: 'Interface',
        'uuid-name': `interface${index}`,
        row: {
          name,
          external_ids,
          statistics: ['map', [...statistics]],
          admin_state: 'up',
          link_state: 'up',
          ifindex: index + 10,
          ingress_policing_rate: 10485,
          ingress_policing_burst: 80,
          link_resets: 1,
          link_speed: 10_000_000_000,
          mac_in_use: `02:02:${id.slice(0, 8).replace(/..(?=.)/g, '$&:')}`,
          mtu: 1500,
          ofport: index + 1,
        },
      },
      {
        op: 'insert',
        table: 'Port',
        'uuid-name': `port${index}`,
        row: { name, external_ids, tag: 2, interfaces: ['named-uuid', `interface${index}`] },
      },
    )
    ports.push(['named-uuid', `port${index}`])
  }
  operations.push({
    op: 'mutate',
    table: 'Bridge',
    where: [['name', '==', BRIDGE]],
    mutations: [['ports', 'insert', ['set', ports]]],
  })
  return operations
}
