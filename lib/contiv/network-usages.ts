import { all } from './all.js'
import type { Netmaster } from './netmaster.js'
import type { NetworkUsage } from './objects-payload.js'
import type { Network } from './payload.js'
import { Round } from './round.js'

/** A network, and how much of it is in use. */
export interface UsedNetwork extends NetworkUsage {
  readonly tenant: string
  readonly network: string
  /** It joins hosts, and holds no endpoints of containers. */
  readonly infra: boolean
  /** The endpoint groups that are configured on it. */
  readonly configured: readonly string[]
}

/**
 * Asks how much of every network is in use. Each of these requests makes Netmaster read all endpoints of the cluster:
 * not to be made on every scrape.
 */
export async function askNetworkUsages(
  netmaster: Pick<Netmaster, 'networks' | 'networkUsage'>,
  signal: AbortSignal,
): Promise<readonly UsedNetwork[]> {
  const networks = await netmaster.networks(signal)
  using round = new Round(signal)
  const ask = async ({ tenant, name }: Network) => {
    try {
      return await netmaster.networkUsage(tenant, name, round.signal)
    } catch (error) {
      round.end(error)
      throw error
    }
  }
  const usages = await all(networks.map(ask))
  return networks.flatMap(({ tenant, name, infra, endpointGroups }, index) => {
    const usage = usages[index]
    // It went away between the two requests.
    if (usage === undefined) return []
    const configured = endpointGroups.map((key) => key.slice(key.indexOf(':') + 1))
    return [{ ...usage, tenant, network: name, infra, configured }]
  })
}
