const PREFIXES = ['', 'k', 'M', 'G', 'T'] as const

/** What stands where nothing is known. */
export const UNKNOWN = '–'

/**
 * Three significant digits, and the SI prefix they are told in.
 *
 * @example
 * scaleRate(1_234_000) // ['1.23', 'M']
 */
export function scaleRate(rate: number): readonly [digits: string, prefix: string] {
  if (rate === 0) return ['0', '']
  let value = rate
  let prefix = 0
  while (value >= 999.5 && prefix < PREFIXES.length - 1) {
    value /= 1000
    prefix++
  }
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
  return [value.toFixed(digits), PREFIXES[prefix] ?? '']
}

/**
 * Three significant digits with an SI prefix.
 *
 * @example
 * formatRate(1_234_000, 'bit/s') // '1.23 Mbit/s'
 * formatRate(null, 'bit/s') // '–'
 */
export function formatRate(rate: number | null, unit: string): string {
  if (rate === null) return UNKNOWN
  const [digits, prefix] = scaleRate(rate)
  return `${digits} ${prefix}${unit}`
}

/** All digits, in groups; text holds what a number cannot. */
export function formatCount(count: number | string | null): string {
  return count === null ? UNKNOWN : BigInt(count).toLocaleString('en')
}

/**
 * @example
 * formatDuration(95_000) // '1 min 35 s'
 */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  const hours = Math.floor(seconds / 3600)
  return hours < 48
    ? `${hours} h ${Math.floor((seconds % 3600) / 60)} min`
    : `${Math.floor(hours / 24)} d ${hours % 24} h`
}
