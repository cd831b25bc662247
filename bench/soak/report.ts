import { digits } from '../format.js'
import type { Options } from './options.js'
import type { Soaked } from './soak.js'
import { grows, type Verdict } from './verdict.js'

const UNITS: Readonly<Record<string, string>> = { rss: ' MB', heap: ' MB', buffers: ' MB' }
const NAMES: Readonly<Record<string, string>> = {
  rss: 'resident memory',
  heap: 'heap after a collection',
  buffers: 'buffers',
  fds: 'open files',
  handles: 'handles',
  timers: 'timers',
  listeners: 'listeners',
  entries: 'entries of Maps and Sets',
  elements: 'elements of arrays',
}
/** So many kinds of a heap that grows are named. */
const KINDS_SHOWN = 20

/** What happened, in a sentence. */
export function describeEvents({ endpoints }: Options, { events, calls }: Soaked): string {
  const n = (count: number) => count.toLocaleString('en')
  return (
    `${n(events.endpoints)} endpoints replaced among ${n(endpoints)}; ${n(events.brokenConnections)} times every connection to the ` +
    `switch's database cut, ${n(events.restarts)} times the database killed and restarted; ${n(events.leaderChanges)} leaders of the RAFT ` +
    `cluster, ${n(events.netmasterChanges)} of Netmaster; ${n(events.scrapes)} requests read to the end, ${n(events.hangUps)} hung up on, ` +
    `${n(events.refusals)} wrong passwords, ${n(events.viewers)} viewers of the live page with ${n(events.messages)} messages. ` +
    `The client library: ${n(calls.changes)} changes read, ${n(calls.replicas)} short replicas, ${n(calls.clients)} clients opened and ` +
    `closed, ${n(calls.calls)} calls and ${n(calls.locks)} locks under one signal, ${n(calls.writes)} transactions, ` +
    `${n(calls.attempts)} attempts to reach a server that never came, ${n(calls.requests)} requests to a host that refused.`
  )
}

/** The verdicts as a Markdown table, quantity by quantity. Of too short a run the figures only, nothing said of them. */
export function formatVerdicts(verdicts: readonly Verdict[], tooShort: boolean): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const lines = Object.keys(NAMES).map((name) =>
    row([
      NAMES[name] ?? name,
      ...verdicts.map(({ quantities }) => {
        const found = quantities.find(({ quantity }) => quantity === name)
        if (found === undefined) return ''
        const { level, growth, noise } = found
        const sign = growth < 0 ? '−' : '+'
        return `${digits(level)}${UNITS[name] ?? ''} (${sign}${digits(Math.abs(growth))} ± ${digits(noise)})${found.grows && !tooShort ? ' **grows**' : ''}`
      }),
    ]),
  )
  const kinds = row([
    'kinds of objects ever more of',
    ...verdicts.map(({ kinds }) => (tooShort ? '' : `${kinds.length}`)),
  ])
  return [
    row(['at rest', ...verdicts.map(({ name }) => name)]),
    row(['---', ...verdicts.map(() => '---')]),
    ...lines,
    kinds,
  ].join('\n')
}

/** The kinds that grow, for people. */
export function formatGrowth(verdicts: readonly Verdict[]): string {
  return verdicts
    .filter(grows)
    .map(({ name, quantities, kinds }) => {
      const grown = quantities.filter((quantity) => quantity.grows).map(({ quantity }) => NAMES[quantity])
      const lines = kinds.slice(0, KINDS_SHOWN).map(({ kind, counts }) => `  ${counts.join(' → ')}  ${kind}`)
      return [`${name} grows: ${[...grown, ...(kinds.length > 0 ? ['objects:'] : [])].join(', ')}`, ...lines].join('\n')
    })
    .join('\n')
}
