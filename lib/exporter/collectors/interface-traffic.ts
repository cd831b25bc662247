import type { InterfaceTraffic } from '../../correlation/index.js'
import type { ExpositionWriter } from '../exposition/writer.js'
import { INTERFACE_LABELS } from '../sources/interface-labels.js'
import { describeStatistics, familyOf, nameStatistic } from './statistics.js'
import { columnsOf, type Naming, writeColumns } from './traffic.js'

/** `ovs_interface_*`. */
const NAMING: Naming = {
  familyOf: (key) => familyOf('ovs_interface', nameStatistic(key), 'the switch'),
  labelOf: (key) => nameStatistic(key).label,
}

/** What can be told of an interface. */
export const INTERFACE_TRAFFIC = describeStatistics('ovs_interface', INTERFACE_LABELS, 'the switch', false)

/**
 * Writes the traffic of interfaces, from the switch's side.
 *
 * @param labels the interfaces' labels, by the same index
 * @param wanted which statistics keys
 */
export function writeInterfaceTraffic(
  writer: ExpositionWriter,
  interfaces: readonly InterfaceTraffic[],
  labels: readonly Uint8Array[],
  wanted: (key: string) => boolean,
): void {
  writeColumns(
    writer,
    columnsOf(interfaces).filter(({ key }) => wanted(key)),
    labels,
    NAMING,
  )
}
