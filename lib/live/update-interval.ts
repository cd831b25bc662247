/** ovs-vswitchd.conf.db(5): milliseconds, at least and by default so many. */
const SHORTEST = 5000

const MAX_INT = 2 ** 31 - 1

/**
 * Milliseconds between the switch's statistics updates, read as ovs-vswitchd reads them: a decimal number of 32 bits,
 * and where it is none, the default.
 *
 * @param setting `other_config:stats-update-interval` of the Open_vSwitch table
 * @example
 * updateIntervalOf('10000') // 10000
 * updateIntervalOf('1e4') // 5000
 */
export function updateIntervalOf(setting: string | undefined): number {
  // strtoll(3) passes over white space in front, and over none behind.
  const [, digits] = /^[ \t-\r]*\+?(\d+)$/.exec(setting ?? '') ?? []
  const milliseconds = Number(digits ?? SHORTEST)
  return milliseconds > MAX_INT ? SHORTEST : Math.max(SHORTEST, milliseconds)
}
