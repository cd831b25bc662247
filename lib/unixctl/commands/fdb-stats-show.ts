import { type Integer, leadingInteger, lines, parseInteger, splitField } from './text.js'

export type FdbCounter = 'entries' | 'maxEntries' | 'staticEntries' | 'learned' | 'expired' | 'evicted' | 'moved'

/** What a bridge's table of MAC addresses counts. */
export type FdbStats = Readonly<Partial<Record<FdbCounter, Integer>>>

const COUNTERS: ReadonlyMap<string, FdbCounter> = new Map([
  ['Current/maximum MAC entries in the table', 'entries'],
  ['Current static MAC entries in the table', 'staticEntries'],
  ['Total number of learned MAC entries', 'learned'],
  ['Total number of expired MAC entries', 'expired'],
  ['Total number of evicted MAC entries', 'evicted'],
  ['Total number of port moved MAC entries', 'moved'],
])

/**
 * What `fdb/stats-show BRIDGE` prints (ofproto/ofproto-dpif.c).
 *
 * @example parseFdbStatsShow('  Current/maximum MAC entries in the table: 46/8192\n') // { entries: 46, maxEntries: 8192 }
 */
export function parseFdbStatsShow(text: string): FdbStats {
  const stats: Partial<Record<FdbCounter, Integer>> = {}
  for (const line of lines(text)) {
    const [label = '', value = ''] = splitField(line) ?? []
    const counter = COUNTERS.get(label)
    const count = leadingInteger(value)
    if (counter === undefined || count === undefined) continue
    stats[counter] = count
    const max = parseInteger(value.split('/')[1] ?? '')
    if (counter === 'entries' && max !== undefined) stats.maxEntries = max
  }
  return stats
}
