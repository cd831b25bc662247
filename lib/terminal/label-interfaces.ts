import { Inventory, type LeaderConfig, openNetmaster } from '../contiv/index.js'
import { ENDPOINT_ID, endpointIds, type Identities, turnRound } from '../correlation/index.js'
import type { PlacedInterface } from '../interfaces/index.js'

export interface LabelledInterfaces {
  readonly interfaces: readonly PlacedInterface[]
  /** Why labels may be missing. */
  readonly failure: string | undefined
}

/** Asks Netmaster whose the interfaces are, for at most so many milliseconds. Never rejects. */
export async function labelInterfaces(
  interfaces: readonly PlacedInterface[],
  leader: LeaderConfig,
  timeout: number,
): Promise<LabelledInterfaces> {
  const ids = endpointIds(interfaces)
  if (ids.size === 0) return { interfaces, failure: undefined }
  using inventory = new Inventory({ netmaster: openNetmaster(leader) })
  inventory.start()
  await inventory.learn(ids, AbortSignal.timeout(timeout))
  const { up, error } = inventory.status()
  const reason = error?.message ?? `no answer within ${timeout} ms`
  return {
    interfaces: interfaces.map((row) => labelled(row, inventory)),
    failure: up ? undefined : `cannot label the endpoints: ${reason}`,
  }
}

/** The interface with its endpoint, if it has one, and counted from the side of the container then. */
export function labelled(row: PlacedInterface, identities: Identities): PlacedInterface {
  const id = row.external_ids.get(ENDPOINT_ID)
  const endpoint = id === undefined ? undefined : identities.get(id)
  if (endpoint === undefined) return row
  const statistics = new Map([...row.statistics].map(([key, value]) => [turnRound(key), value]))
  return { ...row, endpoint, statistics }
}
