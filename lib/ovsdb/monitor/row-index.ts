import { compareAtoms } from '../value/atom.js'
import type { Atom, Value } from '../value/types.js'
import type { AnyRow } from './change.js'

/** Finds the rows that hold certain values in certain columns. */
export class RowIndex {
  readonly columns: readonly string[]
  readonly #rows = new Map<string, Set<AnyRow>>()

  constructor(columns: readonly string[]) {
    this.columns = columns
  }

  add(row: AnyRow): void {
    const key = keyOf(row, this.columns)
    const rows = this.#rows.get(key)
    if (rows === undefined) this.#rows.set(key, new Set([row]))
    else rows.add(row)
  }

  remove(row: AnyRow): void {
    const key = keyOf(row, this.columns)
    const rows = this.#rows.get(key)
    rows?.delete(row)
    if (rows?.size === 0) this.#rows.delete(key)
  }

  /** @param values holds all columns of the index */
  get(values: AnyRow): Iterable<AnyRow> {
    return this.#rows.get(keyOf(values, this.columns)) ?? []
  }
}

/** Text that rows have in common which hold the same in these columns. */
export function keyOf(row: AnyRow, columns: readonly string[]): string {
  return JSON.stringify(columns.map((name) => textsOf(row[name])))
}

/** Whether two decoded values of a column are the same: a set or a map in whatever order. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true
  if (a instanceof Map) {
    return b instanceof Map && a.size === b.size && [...a].every(([k, v]) => b.get(k) === v)
  }
  return Array.isArray(a) && Array.isArray(b) && sameSet(a, b)
}

function sameSet(a: readonly Atom[], b: readonly Atom[]): boolean {
  if (a.length !== b.length) return false
  if (a.every((atom, index) => atom === b[index])) return true
  const atoms = new Set(b)
  return a.every((atom) => atoms.has(atom))
}

function textsOf(value: Value): unknown {
  if (value === undefined) return null
  if (value instanceof Map) {
    const pairs = [...(value as ReadonlyMap<Atom, Atom>)]
    return pairs.sort(([a], [b]) => compareAtoms(a, b)).map((pair) => pair.map(textOf))
  }
  return Array.isArray(value) ? [...value].sort(compareAtoms).map(textOf) : textOf(value as Atom)
}

/** An integer is the same whether it is a number or a bigint, but never a string of its digits. */
function textOf(atom: Atom): unknown {
  return typeof atom === 'string' || typeof atom === 'boolean' ? atom : [String(atom)]
}
