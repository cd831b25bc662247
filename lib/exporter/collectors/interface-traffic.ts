import type { InterfaceTraffic } from '../../correlation/index.js'
import type { ExpositionWriter } from '../exposition/writer.js'
import { familyOf, nameStatistic } from './statistics.js'
import { columnsOf, type Naming, writeColumns } from './traffic.js'

/** `ovs_interface_*`. */
const NAMING: Naming = {
  familyOf: (key) => familyOf('ovs_interface', nameStatistic(key), 'the switch'),
  labelOf: (key) => nameStatistic(key).label,
}

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
