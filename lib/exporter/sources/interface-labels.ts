import { type InterfaceTraffic, NOWHERE, type Topology } from '../../correlation/index.js'
import { LabelCache } from '../exposition/label-cache.js'
import { encodeLabels, type Labels } from '../exposition/labels.js'

/** The labels of every series of an interface. */
export const INTERFACE_LABELS = ['bridge', 'port', 'interface', 'type'] as const

/** The labels of interfaces, encoded once for as long as the interface stays where it is. */
export class InterfaceLabels {
  readonly #cache = new LabelCache<Uint8Array>()

  encode(interfaces: readonly InterfaceTraffic[], topology: Topology): readonly Uint8Array[] {
    this.#cache.turn()
    return interfaces.map((one) => {
      const place = topology.get(one.uuid) ?? NOWHERE
      return this.#cache.get(`${one.uuid} ${one.type}`, place, () => encodeLabels(interfaceLabels(one, topology)))
    })
  }
}

/** An empty type is a network device of the system (ovs-vswitchd.conf.db(5), Interface.type). */
export function interfaceLabels({ uuid, interface: name, type }: InterfaceTraffic, topology: Topology): Labels {
  const { bridge, port } = topology.get(uuid) ?? NOWHERE
  return { bridge, port, interface: name, type: type || 'system' }
}
