import { UnknownColumnError } from '../errors.js'
import type { Uuid } from '../value/types.js'
import type { AnyRow, RowChange } from './change.js'
import { keyOf, RowIndex } from './row-index.js'

/**
 * A replicated table, to be read. It changes with the next update; its rows do not.
 *
 * @example
 * function names({ rows }: ReplicaTable<'Port', { readonly name: string }>): readonly string[] {
 *   return [...rows.values()].map(({ name }) => name).sort()
 * }
 * console.log(names(replica.table('Port'))[0]) // → contivh0
 */
export interface ReplicaTable<Table extends string, Held> {
  /** The rows by their UUID. */
  readonly rows: ReadonlyMap<Uuid<Table>, Held>
  /**
   * The rows that hold all of these values, a set or a map in whatever order. An index of exactly these columns makes it
   * a look-up; without one all rows are looked through.
   *
   * @throws {@link UnknownColumnError} when one of the columns is not replicated
   * @example
   * console.log(replica.table('Interface').find({ name: 'vvport1' })) // → [ { name: 'vvport1', admin_state: 'up' } ]
   */
  find(values: Partial<Held>): readonly Held[]
}

/** A replicated table with the means to change it. */
export class TableState implements ReplicaTable<string, AnyRow> {
  #rows = new Map<Uuid, AnyRow>()
  #indexes: readonly RowIndex[] = []
  readonly #name: string
  readonly #columns: ReadonlySet<string>

  /** @param columns those that are replicated, by their plain names */
  constructor(name: string, columns: Iterable<string>) {
    this.#name = name
    this.#columns = new Set(columns)
  }

  get rows(): ReadonlyMap<Uuid, AnyRow> {
    return this.#rows
  }

  find(values: Partial<AnyRow>): readonly AnyRow[] {
    const wanted = values as AnyRow
    const names = Object.keys(wanted)
    const index = this.#indexes.find(({ columns }) => sameNames(columns, names))
    if (index !== undefined) return [...index.get(wanted)]
    this.expectColumns(names)
    const key = keyOf(wanted, names)
    return [...this.#rows.values()].filter((row) => keyOf(row, names) === key)
  }

  /** @throws {@link UnknownColumnError} when one of them is not replicated */
  expectColumns(names: readonly string[]): void {
    const unknown = names.find((name) => !this.#columns.has(name))
    if (unknown === undefined) return
    throw new UnknownColumnError(this.#name, unknown, `the replica of table "${this.#name}"`)
  }

  /** Declares the indexes anew. */
  index(indexes: readonly (readonly string[])[]): void {
    this.#indexes = indexes.map((columns) => new RowIndex(columns))
    for (const row of this.#rows.values()) for (const index of this.#indexes) index.add(row)
  }

  change({ uuid, old, new: row }: RowChange<string, AnyRow>): void {
    for (const index of this.#indexes) {
      if (old !== undefined) index.remove(old)
      if (row !== undefined) index.add(row)
    }
    if (row === undefined) this.#rows.delete(uuid)
    else this.#rows.set(uuid, row)
  }
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name))
}
