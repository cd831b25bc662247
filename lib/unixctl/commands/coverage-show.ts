import { type Integer, lines, parseInteger, splitField, words } from './text.js'

export interface Coverage {
  /** How often each event happened since the daemon started. Events that never happened are not told. */
  readonly events: ReadonlyMap<string, Integer>
  /** How many events never happened. */
  readonly neverHit: Integer | undefined
}

/**
 * What `coverage/show` prints (lib/coverage.c): an event a line, with its rates and its total.
 *
 * @example parseCoverageShow('netdev_sent   0.0/sec   0.000/sec   0.0700/sec   total: 252\n').events.get('netdev_sent') // 252
 */
export function parseCoverageShow(text: string): Coverage {
  const events = new Map<string, Integer>()
  let neverHit: Integer | undefined
  for (const line of lines(text)) {
    const [label = '', value = ''] = splitField(line) ?? []
    const [name = '', ...rates] = words(label)
    const total = parseInteger(value)
    if (total !== undefined && rates.at(-1) === 'total') events.set(name, total)
    if (line.trim().endsWith(' events never hit')) neverHit = parseInteger(words(line)[0] ?? '')
  }
  return { events, neverHit }
}
