import { type Integer, leadingInteger, lines, splitField } from './text.js'

/** Longer than any label is: with more, it is no label of ours. */
const MAX_LEVEL = 40

/** A thread of the datapath in user space: a poll-mode-driver thread, or the one main thread that does the rest. */
export interface PmdThreadId {
  readonly kind: 'pmd' | 'main'
  /** The NUMA node; undefined where it is not known. */
  readonly numa: string | undefined
  readonly core: string | undefined
}

/** What the daemon counts of each thread. */
export type PmdCounter =
  | 'iterations'
  | 'idleIterations'
  | 'busyIterations'
  | 'sleepIterations'
  | 'cycles'
  | 'idleCycles'
  | 'busyCycles'
  | 'sleepMicroseconds'
  | 'receivedPackets'
  | 'recirculatedPackets'
  | 'datapathPasses'
  | 'upcalls'
  | 'lostUpcalls'
  | 'sentPackets'
  | 'sentBatches'

export interface PmdThread extends PmdThreadId {
  /** What was told; the daemon leaves most of it out while no packet was received. */
  readonly counters: Readonly<Partial<Record<PmdCounter, Integer>>>
  /** Passes that a level of lookup answered: `emc`, `smc`, `megaflow`, `simple_match`, `phwol` … */
  readonly hits: ReadonlyMap<string, Integer>
}

/**
 * Reads blocks that begin with the name of a thread, and hold a count a line behind its label.
 *
 * @param counters by label, its `- ` left out
 */
export function parsePmdThreads(text: string, counters: ReadonlyMap<string, PmdCounter>): readonly PmdThread[] {
  const threads: PmdThread[] = []
  let counts: Partial<Record<PmdCounter, Integer>> = {}
  let hits = new Map<string, Integer>()
  for (const line of lines(text)) {
    const head = parseHead(line)
    if (head !== undefined) {
      counts = {}
      hits = new Map()
      threads.push({ ...head, counters: counts, hits })
    }
    const [label = '', value = ''] = splitField(line.trim().replace(/^- /, '')) ?? []
    const count = leadingInteger(value)
    if (count === undefined) continue
    const counter = counters.get(label)
    const level = levelOf(label)
    if (counter !== undefined) counts[counter] = count
    else if (level !== undefined) hits.set(level, count)
  }
  return threads
}

/** `pmd thread numa_id 0 core_id 1:` or `main thread:` */
function parseHead(line: string): PmdThreadId | undefined {
  const [, kind, rest = ''] = /^(pmd|main) thread(.*):\s*$/.exec(line) ?? []
  if (kind !== 'pmd' && kind !== 'main') return undefined
  return { kind, numa: /\bnuma_id (\d+)/.exec(rest)?.[1], core: /\bcore_id (\d+)/.exec(rest)?.[1] }
}

/** The level of a label such as `EMC hits` and `Simple Match hits`. */
function levelOf(label: string): string | undefined {
  if (!label.endsWith(' hits') || label.length > MAX_LEVEL) return undefined
  return label.slice(0, -' hits'.length).toLowerCase().replaceAll(' ', '_')
}
