import type { Traffic } from '../../correlation/index.js'
import { encodeLabelTail } from '../exposition/labels.js'
import type { ExpositionWriter, Family } from '../exposition/writer.js'

/** A kind of series: how a statistics key is named, and which labels its subjects carry. */
export interface Naming<Subject extends Traffic> {
  readonly familyOf: (key: string) => Family | undefined
  /** The label that tells several keys of one family apart. */
  readonly labelOf: (key: string) => readonly [name: string, value: string] | undefined
  readonly labelsOf: (subject: Subject) => Uint8Array
}

interface Member {
  readonly key: string
  readonly tail: Uint8Array
}

/** Writes every statistic of every subject: grouped by family, as the text format demands. */
export function writeTraffic<Subject extends Traffic>(
  writer: ExpositionWriter,
  subjects: readonly Subject[],
  naming: Naming<Subject>,
): void {
  const labels = subjects.map(naming.labelsOf)
  for (const [family, members] of groupByFamily(subjects, naming).values()) {
    writer.family(family)
    for (const { key, tail } of members) {
      for (let i = 0; i < subjects.length; i++) {
        const value = (subjects[i] as Subject).statistics.get(key)
        if (value !== undefined) writer.sample(labels[i] as Uint8Array, value, tail)
      }
    }
  }
}

function groupByFamily<Subject extends Traffic>(
  subjects: readonly Subject[],
  { familyOf, labelOf }: Naming<Subject>,
): ReadonlyMap<string, readonly [Family, readonly Member[]]> {
  const families = new Map<string, readonly [Family, Member[]]>()
  for (const key of keysOf(subjects)) {
    const family = familyOf(key)
    if (family === undefined) continue
    const group = families.get(family.name) ?? ([family, []] as const)
    group[1].push({ key, tail: encodeLabelTail(labelOf(key)) })
    families.set(family.name, group)
  }
  return families
}

function keysOf(subjects: readonly Traffic[]): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const { statistics } of subjects) {
    for (const key of statistics.keys()) keys.add(key)
  }
  return keys
}
