import { type FdbCounter, type FdbStats, parseFdbStatsShow, parseOfprotoList } from '../../../unixctl/index.js'
import { SWITCH_MODES } from '../../config/config.js'
import type { Ask } from '../../sources/daemon-source.js'
import type { CollectorDeclaration, FamilyDeclaration, Sample } from '../declaration.js'
import { unlessRefused } from './unless-refused.js'

type Reading = readonly { readonly bridge: string; readonly stats: FdbStats }[]

type Row = readonly [counter: FdbCounter, name: string, type: 'counter' | 'gauge', help: string]

const COUNTERS: readonly Row[] = [
  ['entries', 'entries', 'gauge', 'MAC addresses that the bridge knows the port of.'],
  ['maxEntries', 'entries_max', 'gauge', 'MAC addresses that the bridge remembers at most.'],
  ['staticEntries', 'static_entries', 'gauge', 'MAC addresses whose port was configured.'],
  ['learned', 'learned_total', 'counter', 'MAC addresses that were learned.'],
  ['expired', 'expired_total', 'counter', 'MAC addresses that were forgotten because they grew too old.'],
  ['evicted', 'evicted_total', 'counter', 'MAC addresses that were forgotten to make room.'],
  ['moved', 'moved_total', 'counter', 'MAC addresses that moved to another port.'],
]

/** The tables of MAC addresses that bridges learn. */
export const FDB = {
  name: 'fdb',
  help: 'the MAC addresses that each bridge learned',
  modes: SWITCH_MODES,
  enabled: true,
  families: COUNTERS.map(
    ([counter, name, type, help]): FamilyDeclaration<Reading> => ({
      name: `ovs_fdb_${name}`,
      type,
      help,
      labels: ['bridge'],
      source: 'fdb/stats-show',
      since: '2.10',
      samples: (bridges) => bridges.map(({ bridge, stats }): Sample => [{ bridge }, stats[counter]]),
    }),
  ),
} as const satisfies CollectorDeclaration<Reading>

export async function readFdb(ask: Ask, isTold: (bridge: string) => boolean): Promise<Reading> {
  const bridges = parseOfprotoList((await ask('ofproto/list')) ?? '').filter(isTold)
  const reading = []
  for (const name of bridges) {
    const text = await unlessRefused(ask('fdb/stats-show', name), 'no such bridge')
    if (text === undefined) continue
    reading.push({ bridge: name, stats: parseFdbStatsShow(text) })
  }
  return reading
}
