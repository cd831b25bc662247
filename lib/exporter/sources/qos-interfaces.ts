import type { Scrape } from '../collectors/collector.js'
import { interfacesOf, portsOnBridges } from './bridged-interfaces.js'
import { SUBJECT_READS } from './switch.js'
import type { SwitchReader } from './switch-reader.js'
import type { TableReads, Tables } from './table-reads.js'

/** What tells which interfaces have QoS. */
export const QOS_READS = {
  ...SUBJECT_READS,
  Port: [...SUBJECT_READS.Port, 'qos'],
} as const satisfies TableReads

/**
 * The names of the interfaces of ports with QoS on the bridges that are told of, in order.
 *
 * @throws {SourceError} when the switch cannot be read
 */
export async function readQosInterfaces(
  reader: Pick<SwitchReader, 'read'>,
  scrape: Scrape,
): Promise<readonly string[]> {
  const tables = (await reader.read(scrape)).tables as Tables<typeof QOS_READS>
  return interfacesOf(
    portsOnBridges(tables).filter(({ qos }) => qos !== undefined),
    tables,
  ).sort()
}
