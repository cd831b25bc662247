import { lines, parseInteger, splitField, words } from './text.js'

export interface PolledQueue {
  readonly port: string
  readonly queue: string
  /** Whether packets are taken from it; told since 2.12. */
  readonly enabled: boolean | undefined
  /** The share of the thread's cycles that it took, from 0 to 1; undefined until there is a measurement, and before 2.9. */
  readonly usage: number | undefined
}

export interface PmdQueues {
  readonly numa: string
  readonly core: string
  /** Whether the thread polls only queues that were assigned to it by hand; told since 2.6. */
  readonly isolated: boolean | undefined
  readonly queues: readonly PolledQueue[]
  /** The share of the thread's cycles that no queue took; told since 2.16. */
  readonly overhead: number | undefined
}

const HEAD = /^pmd thread numa_id (\d+) core_id (\d+):\s*$/

/**
 * What `dpif-netdev/pmd-rxq-show` prints (lib/dpif-netdev.c): which PMD thread polls which receive queues. Until 2.8 the
 * queues of a port stand on one line.
 */
export function parsePmdRxqShow(text: string): readonly PmdQueues[] {
  const threads: { -readonly [Name in keyof PmdQueues]: PmdQueues[Name] }[] = []
  let queues: PolledQueue[] = []
  for (const line of lines(text)) {
    const [, numa, core] = HEAD.exec(line) ?? []
    if (numa !== undefined && core !== undefined) {
      queues = []
      threads.push({ numa, core, isolated: undefined, queues, overhead: undefined })
    }
    const [label = '', value = ''] = splitField(line) ?? []
    const last = threads.at(-1)
    if (last === undefined) continue
    if (label === 'port') queues.push(...parseQueues(value))
    else if (label === 'isolated') last.isolated = value === 'true'
    else if (label === 'overhead') last.overhead = share(words(value))
  }
  return threads
}

/** `dpdk0  queue-id:  0 (enabled)   pmd usage:  7 %`, or `dpdk0	queue-id: 0 1` */
function parseQueues(value: string): readonly PolledQueue[] {
  const [port = '', label, ...rest] = words(value)
  if (label !== 'queue-id:') return []
  const state = rest.find((word) => word === '(enabled)' || word === '(disabled)')
  const enabled = state === undefined ? undefined : state === '(enabled)'
  const usageAt = rest.indexOf('usage:')
  const usage = usageAt < 0 ? undefined : share(rest.slice(usageAt + 1))
  const ids = rest.slice(0, rest.findIndex((word) => parseInteger(word) === undefined) >>> 0)
  return ids.map((queue) => ({ port, queue, enabled, usage }))
}

/** `7 %`; `NOT AVAIL` while there is no measurement. */
function share([number = '', unit]: readonly string[]): number | undefined {
  const percent = parseInteger(number)
  return percent === undefined || unit !== '%' ? undefined : Number(percent) / 100
}
