import { readFileSync } from 'node:fs'
import type { OvsdbServer } from '../../support/ovsdb-server.js'

/** Who the endpoints are, by `external_ids:endpoint-id`: the labels of their samples. */
export type Identities = ReadonlyMap<string, Labels>

type Labels = Readonly<Record<string, string>>

/** The families whose samples {@link trafficSamples} gives. What the switch received, a container has transmitted. */
export const TRAFFIC_FAMILIES = /^(contiv_endpoint_transmit|ovs_interface_receive)_packets_total$/

const NETWORKS = ['blue__web', 'blue__db', 'default__contivnet'] as const

/** Those of the captured cluster. */
export function capturedIdentities(): Identities {
  return new Map<string, Labels>(
    NETWORKS.flatMap((file) => {
      const [tenant = '', network = ''] = file.split('__')
      const { Oper } = JSON.parse(
        readFileSync(`fixtures/netmaster/inspect-networks-${file}.json`, 'utf8'),
      ) as Inspection
      return Oper.endpoints.map(({ endpointID, homingHost: host, containerName: container, serviceName }) => [
        `${network}.${tenant}-${endpointID}`,
        { tenant, network, host, container, ...(serviceName && { endpoint_group: serviceName }) },
      ])
    }),
  )
}

interface Inspection {
  readonly Oper: { readonly endpoints: readonly EndpointPayload[] }
}

interface EndpointPayload {
  readonly endpointID: string
  readonly homingHost: string
  readonly containerName: string
  readonly serviceName?: string
}

/** Operations after which each interface has received so many packets. */
export function received(packets: number): readonly object[] {
  const mutations = [
    ['statistics', 'delete', ['set', ['rx_packets']]],
    ['statistics', 'insert', ['map', [['rx_packets', packets]]]],
  ]
  return mutations.map((mutation) => ({ op: 'mutate', table: 'Interface', where: [], mutations: [mutation] }))
}

/** What mode netplugin is to tell, worked out from the switch's rows. */
export async function trafficSamples(
  { transact }: Pick<OvsdbServer, 'transact'>,
  identities: Identities,
): Promise<readonly string[]> {
  const select = (table: string, ...columns: readonly string[]) => ({ op: 'select', table, where: [], columns })
  const results = (await transact([
    select('Bridge', 'name', 'ports'),
    select('Port', '_uuid', 'name'),
    select('Interface', 'name', 'type', 'external_ids', 'statistics'),
  ])) as readonly { readonly rows: readonly Readonly<Record<string, unknown>>[] }[]
  const [bridges = [], ports = [], interfaces = []] = results.map(({ rows }) => rows)
  // On the captured node a port has one interface, of its own name.
  const bridgeOf = (name: unknown) => {
    const port = ports.find((one) => one.name === name)
    return bridges.find((bridge) => JSON.stringify(bridge.ports).includes(JSON.stringify(port?._uuid)))?.name
  }
  return interfaces
    .flatMap(({ name, type, external_ids, statistics }) => {
      const packets = mapOf(statistics).get('rx_packets')
      if (packets === undefined) return []
      const identity = identities.get(`${mapOf(external_ids).get('endpoint-id')}`)
      const place = { bridge: bridgeOf(name), port: name, interface: name, type: type === '' ? 'system' : type }
      const family = identity === undefined ? 'ovs_interface_receive' : 'contiv_endpoint_transmit'
      const labels = Object.entries(identity === undefined ? place : { ...identity, interface: name })
      const text = labels.map(([label, value]) => `${label}="${value}"`).sort()
      return `${family}_packets_total{${text}} ${packets}`
    })
    .sort()
}

/** A map as the wire has it. */
function mapOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map((value as readonly ['map', readonly (readonly [string, unknown])[]])[1])
}
