/** The name of each statistic, without what all have in common. */
const COUNTERS: Readonly<Record<string, string>> = {
  rx_packets: 'receive_packets',
  tx_packets: 'transmit_packets',
  rx_bytes: 'receive_bytes',
  tx_bytes: 'transmit_bytes',
}

/** The families whose samples {@link switchSamples} gives. */
export const SWITCH_FAMILIES = /^ovs_interface_/

/** Performs operations on the database by another way than the exporter's. */
export type Transact = (operations: readonly object[]) => Promise<readonly unknown[]>

/** What an exporter is to tell of the traffic of a switch, worked out from its rows. */
export async function switchSamples(transact: Transact): Promise<readonly string[]> {
  const select = (table: string, ...columns: readonly string[]) => ({ op: 'select', table, where: [], columns })
  const results = (await transact([
    select('Bridge', 'name', 'ports'),
    select('Port', '_uuid', 'name', 'interfaces'),
    select('Interface', '_uuid', 'name', 'statistics'),
  ])) as readonly { readonly rows: readonly Readonly<Record<string, unknown>>[] }[]
  const [bridges = [], ports = [], interfaces = []] = results.map(({ rows }) => rows)
  const samples: string[] = []
  for (const bridge of bridges) {
    for (const port of ports.filter(({ _uuid }) => refers(bridge.ports, _uuid))) {
      for (const { name, statistics } of interfaces.filter(({ _uuid }) => refers(port.interfaces, _uuid))) {
        const labels = `bridge="${bridge.name}",interface="${name}",port="${port.name}",type="system"`
        for (const [key, value] of (statistics as readonly ['map', readonly (readonly [string, number])[]])[1]) {
          samples.push(`ovs_interface_${COUNTERS[key]}_total{${labels}} ${value}`)
        }
      }
    }
  }
  return samples.sort()
}

/** Whether a set of references, as the wire has it, holds one. */
function refers(references: unknown, uuid: unknown): boolean {
  return JSON.stringify(references).includes(JSON.stringify(uuid))
}
