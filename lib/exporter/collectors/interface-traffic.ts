import { type InterfaceTraffic, NOWHERE, type Topology } from '../../correlation/index.js'
import type { LabelCache } from '../exposition/label-cache.js'
import { encodeLabels } from '../exposition/labels.js'
import type { ExpositionWriter } from '../exposition/writer.js'
import { familyOf, nameStatistic } from './statistics.js'
import { writeTraffic } from './traffic.js'

const PREFIX = 'ovs_interface'
const WHOSE = 'the switch'

/** `ovs_interface_*`: the traffic of an interface, from the switch's side. */
export function writeInterfaces(
  writer: ExpositionWriter,
  interfaces: readonly InterfaceTraffic[],
  topology: Topology,
  cache: LabelCache,
): void {
  writeTraffic(writer, interfaces, {
    familyOf: (key) => familyOf(PREFIX, nameStatistic(key), WHOSE),
    labelOf: (key) => nameStatistic(key).label,
    labelsOf: ({ uuid, interface: name, type }) => {
      const place = topology.get(uuid) ?? NOWHERE
      // An empty type is a network device of the system (ovs-vswitchd.conf.db(5), Interface.type).
      return cache.get(`${uuid} ${type}`, place, () =>
        encodeLabels({ bridge: place.bridge, port: place.port, interface: name, type: type || 'system' }),
      )
    },
  })
}
