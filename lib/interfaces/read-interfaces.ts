import type { CallOptions, Client, OpenVSwitch } from '../ovsdb/index.js'
import {
  BRIDGE_COLUMNS,
  INTERFACE_COLUMNS,
  type PlacedInterface,
  PORT_COLUMNS,
  placeInterfaces,
} from './place-interfaces.js'

/** The interfaces of a switch at one moment. */
export interface SwitchInterfaces {
  /** The names of all bridges. */
  readonly bridges: readonly string[]
  /** Sorted by bridge and name. */
  readonly interfaces: readonly PlacedInterface[]
}

/**
 * Reads bridges, ports and interfaces in one transaction, and joins them.
 *
 * @throws what {@link Client.selectMany} throws
 * @example
 * await using client = await connect('tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })
 * const { interfaces } = await readInterfaces(client)
 */
export async function readInterfaces(
  client: Pick<Client<OpenVSwitch>, 'selectMany'>,
  options?: CallOptions,
): Promise<SwitchInterfaces> {
  const [bridges, ports, interfaces] = await client.selectMany(
    [
      { table: 'Bridge', columns: BRIDGE_COLUMNS },
      { table: 'Port', columns: PORT_COLUMNS },
      { table: 'Interface', columns: INTERFACE_COLUMNS },
    ],
    options,
  )
  return { bridges: bridges.map(({ name }) => name), interfaces: placeInterfaces({ bridges, ports, interfaces }) }
}
