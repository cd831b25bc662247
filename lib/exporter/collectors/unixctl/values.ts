import type { Mode } from '../../config/config.js'

/** The modes with a switch, and so with its daemons, on this host. */
export const SWITCH_MODES = ['ovs', 'netplugin'] as const satisfies readonly Mode[]

/** 1 or 0, where it is said. */
export function flag(value: boolean | undefined): number | undefined {
  return value === undefined ? undefined : value ? 1 : 0
}

/** A count in another unit, where it is said. */
export function times(count: number | bigint | undefined, factor: number): number | undefined {
  return count === undefined ? undefined : Number(count) * factor
}
