import type { Section } from '../catalogue.js'
import type { FaultRecord } from './record.js'
import type { Seen } from './watch.js'

const HEAD = [
  '| fault | meanwhile | right again after | lost | doubled | stale |',
  '| --- | --- | --- | ---: | ---: | ---: |',
]

/**
 * What became of the faults, as Markdown.
 *
 * @throws when one of the catalogue was not recorded
 */
export function faultTables(sections: readonly Section[], records: readonly FaultRecord[]): string {
  const byFault = new Map<string, FaultRecord>(records.map((record) => [record.fault, record]))
  const row = ([fault, title]: readonly [string, string]) => {
    const record = byFault.get(fault)
    if (record === undefined) throw new Error(`expected a record of the fault ${fault}, got none`)
    return `| ${cells(title, record).join(' | ')} |`
  }
  return sections
    .map(({ title, faults }) => [`### ${title}`, '', ...HEAD, ...Object.entries(faults).map(row)].join('\n'))
    .join('\n\n')
}

/** The faults' titles that a document's tables list. */
export function titlesIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^\| (?!fault \||--- \|)([^|]+) \|/gm)].map(([, title = '']) => title)
}

function cells(title: string, { seen, recovery }: FaultRecord): readonly (string | number)[] {
  const total = (what: 'lost' | 'doubled' | 'stale') => seen.reduce((sum, one) => sum + one[what], 0)
  const again = recovery === undefined ? 'was never down' : seconds(recovery)
  return [title, seen.map(meanwhile).join('; '), again, total('lost'), total('doubled'), total('stale')]
}

function meanwhile({ name, scrapes, down, whenDown }: Seen): string {
  if (down === 0) return `${name}: up in ${scrapes} scrapes`
  return `${name}: down in ${down} of ${scrapes} scrapes, ${whenDown === 'kept' ? 'samples true' : 'no samples'}`
}

function seconds(milliseconds: number): string {
  return `${Number((milliseconds / 1000).toPrecision(2))} s`
}
