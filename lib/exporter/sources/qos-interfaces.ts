import type { Scrape } from '../collectors/collector.js'
import { SUBJECT_READS } from './switch.js'
import type { SwitchReader } from './switch-reader.js'
import type { TableReads, Tables } from './table-reads.js'

/** What tells which interfaces have QoS. */
export const QOS_READS = {
  ...SUBJECT_READS,
  Port: [...SUBJECT_READS.Port, 'qos'],
} as const satisfies TableReads

/**
 * The names of the interfaces of ports with QoS, in order.
 *
 * @throws {SourceError} when the switch cannot be read
 */
export async function readQosInterfaces(
  reader: Pick<SwitchReader, 'read'>,
  scrape: Scrape,
): Promise<readonly string[]> {
  const { Port, Interface } = (await reader.read(scrape)).tables as Tables<typeof QOS_READS>
  const uuids = new Set(Port.filter(({ qos }) => qos !== undefined).flatMap(({ interfaces }) => interfaces))
  return Interface.filter(({ _uuid }) => uuids.has(_uuid))
    .map(({ name }) => name)
    .sort()
}
