import type { Traffic } from '../../correlation/index.js'
import type { Integer } from '../../ovsdb/index.js'
import { encodeExtraLabel } from '../exposition/labels.js'
import type { ExpositionWriter, Family } from '../exposition/writer.js'

/** How the statistics keys of a kind of series are named. */
export interface Naming {
  /** The family a key belongs to; `undefined` leaves the key out. */
  readonly familyOf: (key: string) => Family | undefined
  /** The label that tells several keys of one family apart. */
  readonly labelOf: (key: string) => readonly [name: string, value: string] | undefined
}

/** The values of one statistics key, in the order of the subjects that report it, and the indexes of these. */
export interface Column {
  readonly key: string
  readonly subjects: readonly number[]
  readonly values: readonly Integer[]
}

interface MutableColumn extends Column {
  readonly subjects: number[]
  readonly values: Integer[]
}

/**
 * Turns rows of statistics into columns, because the text format wants all samples of a family together. They take the
 * room of the values there are, however few subjects share a key.
 */
export function columnsOf(subjects: readonly Traffic[]): readonly Column[] {
  const byKey = new Map<string, MutableColumn>()
  // The rows of one table hold nearly the same keys in the same order: guess the column by its position.
  const byPosition: MutableColumn[] = []
  for (let i = 0; i < subjects.length; i++) {
    let position = 0
    for (const [key, value] of (subjects[i] as Traffic).statistics) {
      let column = byPosition[position]
      if (column?.key !== key) {
        column = byKey.get(key) ?? { key, subjects: [], values: [] }
        byKey.set(key, column)
        byPosition[position] = column
      }
      column.subjects.push(i)
      column.values.push(value)
      position++
    }
  }
  return [...byKey.values()]
}

/** Writes every column, grouped by family. `labels` are the subjects' labels by the same index. */
export function writeColumns(
  writer: ExpositionWriter,
  columns: readonly Column[],
  labels: readonly Uint8Array[],
  naming: Naming,
): void {
  for (const [family, members] of groupByFamily(columns, naming)) {
    writer.family(family)
    for (const { key, subjects, values } of members) {
      const label = naming.labelOf(key)
      const extra = label === undefined ? undefined : encodeExtraLabel(label)
      for (let i = 0; i < values.length; i++) {
        writer.sample(labels[subjects[i] as number] as Uint8Array, values[i] as Integer, extra)
      }
    }
  }
}

function groupByFamily(
  columns: readonly Column[],
  { familyOf }: Naming,
): Iterable<readonly [Family, readonly Column[]]> {
  const groups = new Map<string, readonly [Family, Column[]]>()
  for (const column of columns) {
    const family = familyOf(column.key)
    if (family === undefined) continue
    const group = groups.get(family.name) ?? ([family, []] as const)
    group[1].push(column)
    groups.set(family.name, group)
  }
  return groups.values()
}
