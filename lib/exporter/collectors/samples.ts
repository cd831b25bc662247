import type { Subject } from '../sources/switch.js'
import type { Sample } from './declaration.js'

type Value = number | bigint | undefined

/** One sample for each subject, where the row says something. */
export function* each<Row>(subjects: readonly Subject<Row>[], value: (row: Row) => Value): Iterable<Sample> {
  for (const { row, labels } of subjects) yield [labels, value(row)]
}

/**
 * A sample of value 1 for each subject, with what is to be known of it as further labels; none when nothing is. An empty
 * text says nothing.
 */
export function* info<Row>(
  subjects: readonly Subject<Row>[],
  facts: (row: Row) => Readonly<Record<string, string | undefined>> | undefined,
): Iterable<Sample> {
  for (const { row, names } of subjects) {
    const known = Object.entries(facts(row) ?? {}).filter(([, fact]) => fact !== undefined && fact !== '')
    if (known.length > 0) yield [{ ...names, ...Object.fromEntries(known) }, 1]
  }
}

/**
 * One sample for each state there is, 1 for the one that holds and 0 for the others; one that is not in the list comes
 * after it. None where the row does not say.
 */
export function* stateSet<Row>(
  subjects: readonly Subject<Row>[],
  label: string,
  states: readonly string[],
  stateOf: (row: Row) => string | undefined,
): Iterable<Sample> {
  for (const { row, labels } of subjects) {
    const current = stateOf(row)
    if (current === undefined) continue
    const all = states.includes(current) ? states : [...states, current]
    for (const state of all) yield [labels, state === current ? 1 : 0, [label, state]]
  }
}

/** 1 or 0, where it is said. */
export function flag(value: boolean | undefined): number | undefined {
  return value === undefined ? undefined : value ? 1 : 0
}

/** 1 when it is the one, 0 when it is the other, where it is said. */
export function whether(value: string | undefined, yes: string): number | undefined {
  return value === undefined ? undefined : value === yes ? 1 : 0
}

/** The number that a text of decimal digits says; undefined for any other text, and for more than a number can hold. */
export function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? finite(Number(text)) : undefined
}

/** A value in a smaller unit; undefined where it is more than a number can hold. */
export function times(value: Value, factor: number): number | undefined {
  return value === undefined ? undefined : finite(Number(value) * factor)
}

/** A value in a larger unit: 95 percent are 0.95, where 95 times 0.01 is 0.9500000000000001. */
export function dividedBy(value: Value, divisor: number): number | undefined {
  return value === undefined ? undefined : Number(value) / divisor
}

/** The first of those with the same key: a series must not come twice. */
export function distinct<Item>(items: Iterable<Item>, key: (item: Item) => string): readonly Item[] {
  const byKey = new Map<string, Item>()
  for (const item of items) {
    const name = key(item)
    if (!byKey.has(name)) byKey.set(name, item)
  }
  return [...byKey.values()]
}

function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined
}
