import type { InventoryStatus } from '../contiv/index.js'
import type { Banner } from '../page/protocol.js'

/** Why the switch's database cannot be read. */
export interface Outage {
  readonly cause: Error
  readonly since: Date
}

type NetmasterStatus = Pick<InventoryStatus, 'up' | 'error' | 'lastSuccess'>

/** @param remote where the exporter looks for the database */
export function ovsdbBanner(remote: string, { cause, since }: Outage): Banner {
  return {
    id: 'ovsdb',
    level: 'error',
    text: `The switch's database cannot be read: ${cause.message}`,
    advice: `Check on this host that ovsdb-server runs and listens at ${remote} (ovs-vsctl get-manager shows where it listens). The exporter goes on trying.`,
    since: since.getTime(),
  }
}

/** @param since when the switch last updated the statistics of its interfaces */
export function silenceBanner(since: Date): Banner {
  return {
    id: 'silence',
    level: 'warning',
    text: 'The switch has written no statistics',
    advice:
      'Either nothing moves on any interface, or ovs-vswitchd does not run: check on this host that it answers (ovs-appctl version). Rates are unknown until it writes statistics again.',
    since: since.getTime(),
  }
}

/** Nothing before the first contact has ended one way or the other. */
export function netmasterBanner({ up, error, lastSuccess }: NetmasterStatus, shown: string): Banner | undefined {
  if (up || error === undefined) return undefined
  return {
    id: 'netmaster',
    level: 'warning',
    text: `Netmaster cannot be asked: ${error.message}`,
    advice:
      lastSuccess === undefined
        ? `It was never reached: ${shown}. Check that Netmaster runs, and the --contiv. flag or variable that says where its leader is looked up.`
        : 'What is shown is what it said last. Check that Netmaster and the store that names its leader run and can be reached from here.',
    since: lastSuccess?.getTime() ?? null,
  }
}

export function unmatchedBanner(count: number): Banner | undefined {
  if (count === 0) return undefined
  return {
    id: 'unmatched',
    level: 'warning',
    text:
      count === 1
        ? '1 interface carries the id of an endpoint that Netmaster does not know.'
        : `${count} interfaces carry the ids of endpoints that Netmaster does not know.`,
    advice:
      'An endpoint that was just made is known within seconds. One that stays was deleted in Netmaster while its port is still on the switch: remove the port, or restart Netplugin on this node.',
    since: null,
  }
}

export function sameBanners(a: readonly Banner[], b: readonly Banner[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
