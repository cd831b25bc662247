import type { Scrape } from '../collectors/collector.js'
import { SUBJECT_READS } from './switch.js'
import type { SwitchReader } from './switch-reader.js'
import type { RowOf, TableReads, Tables } from './table-reads.js'

/** What tells which interfaces are on which bridges. */
export const BRIDGED_READS = SUBJECT_READS satisfies TableReads

type BridgedTables = Tables<typeof BRIDGED_READS>

/**
 * The names of all interfaces on the bridges that are told of, those of endpoints too.
 *
 * @throws {SourceError} when the switch cannot be read
 */
export async function readBridgedInterfaces(
  reader: Pick<SwitchReader, 'read'>,
  scrape: Scrape,
): Promise<ReadonlySet<string>> {
  const tables = (await reader.read(scrape)).tables as BridgedTables
  return new Set(interfacesOf(portsOnBridges(tables), tables))
}

/** The ports of the bridges that were read: those that are told of. */
export function portsOnBridges<Port extends RowOf<typeof BRIDGED_READS, 'Port'>>({
  Bridge,
  Port,
}: {
  readonly Bridge: BridgedTables['Bridge']
  readonly Port: readonly Port[]
}): readonly Port[] {
  const uuids = new Set(Bridge.flatMap(({ ports }) => ports))
  return Port.filter(({ _uuid }) => uuids.has(_uuid))
}

/** The names of the interfaces of ports. */
export function interfacesOf(
  ports: readonly Pick<RowOf<typeof BRIDGED_READS, 'Port'>, 'interfaces'>[],
  { Interface }: Pick<BridgedTables, 'Interface'>,
): string[] {
  const uuids = new Set(ports.flatMap(({ interfaces }) => interfaces))
  return Interface.filter(({ _uuid }) => uuids.has(_uuid)).map(({ name }) => name)
}
