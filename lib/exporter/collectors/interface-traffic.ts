import { type InterfaceTraffic, NOWHERE, type Topology } from '../../correlation/index.js'
import { LabelCache } from '../exposition/label-cache.js'
import { encodeLabels } from '../exposition/labels.js'
import type { ExpositionWriter } from '../exposition/writer.js'
import { familyOf, nameStatistic } from './statistics.js'
import { columnsOf, type Naming, writeColumns } from './traffic.js'

/** `ovs_interface_*`. */
const NAMING: Naming = {
  familyOf: (key) => familyOf('ovs_interface', nameStatistic(key), 'the switch'),
  labelOf: (key) => nameStatistic(key).label,
}

/** The traffic of interfaces, from the switch's side. */
export class InterfaceTrafficWriter {
  readonly #cache = new LabelCache<Uint8Array>()

  write(writer: ExpositionWriter, interfaces: readonly InterfaceTraffic[], topology: Topology): void {
    this.#cache.turn()
    const labels = interfaces.map(({ uuid, interface: name, type }) => {
      const place = topology.get(uuid) ?? NOWHERE
      return this.#cache.get(`${uuid} ${type}`, place, () =>
        // An empty type is a network device of the system (ovs-vswitchd.conf.db(5), Interface.type).
        encodeLabels({ bridge: place.bridge, port: place.port, interface: name, type: type || 'system' }),
      )
    })
    writeColumns(writer, columnsOf(interfaces), labels, NAMING)
  }
}
