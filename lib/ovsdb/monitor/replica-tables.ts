import { InvalidUpdateError, UnknownTableError } from '../errors.js'
import { plainName } from '../operation/wanted-columns.js'
import type { Uuid } from '../value/types.js'
import type { AnyRow, Change, ReplicaColumns, ReplicaRow, ReplicaTableName } from './change.js'
import { type ReplicaTable, TableState } from './replica-table.js'
import { type AnyChange, changeBetween } from './row-change.js'
import type { RowReader } from './row-reader.js'
import type { Readers, RowUpdate } from './table-updates.js'

/**
 * Sets of columns by which rows are to be found fast, per table, besides the schema's own indexes.
 *
 * @example
 * const indexes: ReplicaIndexes<OpenVSwitch, { Port: ['name', 'tag'] }> = { Port: [['tag']] }
 * await using ports = await client.replicate({ Port: ['name', 'tag'] }, { indexes })
 * console.log(ports.table('Port').find({ tag: 1 })) // → [ { name: 'vvport8', tag: 1 } ]
 */
export type ReplicaIndexes<Model, Columns extends ReplicaColumns<Model>> = {
  readonly [Table in ReplicaTableName<Model, Columns>]?: readonly (readonly (keyof ReplicaRow<Model, Columns, Table> &
    string)[])[]
}

/**
 * The tables that a monitor tells of: updates in, tables and changes out. Each method takes all of an update, or throws
 * and leaves everything as it was; after that the replica has to be brought up to date by {@link resync}.
 *
 * @example
 * const columns = { Interface: ['name', 'statistics'] } as const
 * const replica = new ReplicaTables<OpenVSwitch, typeof columns>(columns)
 * const readers = rowReaders(schema, columns)
 * replica.resync(readTableUpdates2(reply, readers), readers)
 * for (const change of replica.apply(readTableUpdates2(update, readers))) console.log(change.kind, change.new?.name)
 */
export class ReplicaTables<Model, Columns extends ReplicaColumns<Model>> {
  readonly #tables: ReadonlyMap<string, TableState>
  readonly #indexes: Readonly<Record<string, readonly (readonly string[])[] | undefined>>
  #readers: Readers = new Map()

  /** @throws {@link UnknownTableError} {@link UnknownColumnError} when an index is of a table or column that is not replicated */
  constructor(columns: Columns, indexes: ReplicaIndexes<Model, Columns> = {}) {
    const asked: Readonly<Record<string, readonly string[] | undefined>> = columns
    this.#tables = new Map(
      Object.entries(asked).map(([name, wanted = []]) => [name, new TableState(name, wanted.map(plainName))]),
    )
    this.#indexes = indexes
    for (const [name, sets = []] of Object.entries(this.#indexes)) {
      for (const set of sets) this.#replicated(name).expectColumns(set)
    }
  }

  /** @throws {@link UnknownTableError} when it is not replicated */
  table<Table extends ReplicaTableName<Model, Columns>>(
    name: Table,
  ): ReplicaTable<Table, ReplicaRow<Model, Columns, Table>> {
    return this.#replicated(name) as unknown as ReplicaTable<Table, ReplicaRow<Model, Columns, Table>>
  }

  /**
   * Takes an update of a monitor that told everything before it. Updates that change nothing are no changes.
   *
   * @throws {@link InvalidUpdateError} when a row is inserted that is there, or one changed or deleted that is not:
   * the replica and the server have parted
   */
  apply(updates: readonly RowUpdate[]): readonly Change<Model, Columns>[] {
    return this.#commit(updates.flatMap((update) => this.#changeBy(update) ?? []))
  }

  /**
   * Takes a monitor's first reply, all rows there are: the changes are what happened since the last update. A row that
   * did not change stays the same object.
   *
   * @param readers those of the session: its schema may be another one
   * @throws {@link InvalidUpdateError} when it tells of anything but rows that are there
   */
  resync(initial: readonly RowUpdate[], readers: Readers): readonly Change<Model, Columns>[] {
    const fresh = new Map([...this.#tables].map(([name, state]) => [state, { name, rows: new Map<Uuid, AnyRow>() }]))
    for (const update of initial) {
      if (update.kind !== 'insert') throw new InvalidUpdateError(pathOf(update), 'a row that is there', update.kind)
      fresh.get(this.#state(update.table))?.rows.set(update.uuid, update.new)
    }
    const changes = [...fresh].flatMap(([state, { name, rows }]) => differences(name, state.rows, rows))
    this.#readers = readers
    for (const [name, state] of this.#tables) {
      const own = Object.hasOwn(this.#indexes, name) ? (this.#indexes[name] ?? []) : []
      state.index([...(readers.get(name)?.indexes ?? []), ...own])
    }
    return this.#commit(changes)
  }

  #changeBy(update: RowUpdate): AnyChange | undefined {
    const { table, uuid } = update
    const held = this.#state(table).rows.get(uuid)
    if (update.kind === 'insert') {
      if (held === undefined) return changeBetween(table, uuid, held, update.new)
      throw new InvalidUpdateError(pathOf(update), 'a row that is not there yet', 'one that is')
    }
    if (held === undefined) throw new InvalidUpdateError(pathOf(update), 'a row that is there', 'none')
    if (update.kind === 'delete') return changeBetween(table, uuid, held, undefined)
    const row = update.kind === 'replace' ? update.new : this.#reader(table).patch(uuid, held, update.difference)
    return changeBetween(table, uuid, held, row)
  }

  #commit(changes: readonly AnyChange[]): readonly Change<Model, Columns>[] {
    for (const change of changes) this.#state(change.table).change(change)
    return changes as readonly unknown[] as readonly Change<Model, Columns>[]
  }

  #reader(table: string): RowReader {
    const reader = this.#readers.get(table)
    if (reader !== undefined) return reader
    throw new InvalidUpdateError('tables', `only the tables ${[...this.#readers.keys()].join(', ')}`, table)
  }

  #replicated(name: string): TableState {
    const state = this.#tables.get(name)
    if (state !== undefined) return state
    throw new UnknownTableError('the replica', name)
  }

  /** Of which an update tells. */
  #state(name: string): TableState {
    const state = this.#tables.get(name)
    if (state !== undefined) return state
    throw new InvalidUpdateError('tables', `one of ${[...this.#tables.keys()].join(', ')}`, name)
  }
}

/** What makes the rows of a table those that are told. */
function differences(
  table: string,
  held: ReadonlyMap<Uuid, AnyRow>,
  fresh: ReadonlyMap<Uuid, AnyRow>,
): readonly AnyChange[] {
  const gone = [...held].filter(([uuid]) => !fresh.has(uuid))
  return [
    ...gone.flatMap(([uuid, old]) => changeBetween(table, uuid, old, undefined) ?? []),
    ...[...fresh].flatMap(([uuid, row]) => changeBetween(table, uuid, held.get(uuid), row) ?? []),
  ]
}

function pathOf({ table, uuid }: RowUpdate): string {
  return `${table} ${uuid}`
}
