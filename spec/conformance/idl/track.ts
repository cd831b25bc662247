import type { AnyRow } from '../../../lib/ovsdb/monitor/change.js'
import type { AnyChange } from '../../../lib/ovsdb/monitor/row-change.js'
import { sameValue } from '../../../lib/ovsdb/monitor/row-index.js'
import type { DatabaseSchema } from '../../../lib/ovsdb/schema/types.js'
import { printRow, type Reference, type Rows, referencesOf } from './print.js'

/** What became of a row since the last look. */
interface Tracked {
  readonly table: string
  readonly uuid: string
  readonly inserted: boolean
  readonly deleted: boolean
  /** As it was at the last look and since. */
  readonly earlier: readonly AnyRow[]
  /** As it is, or was at last. */
  readonly row: AnyRow
  readonly updated: ReadonlySet<string>
}

/** The tables whose changes the reference's C client prints; of `indexed` it prints all rows. */
const TRACKED: readonly string[] = ['simple', 'link1', 'link2', 'simple3', 'simple4', 'simple6']

/**
 * Prints changes as the reference's C client tracks them. It tells of references too:
 * - A row that refers to one that came or went is told; where that one went, it is told once more the next time, and with
 *   it what it refers to.
 * - A row that went and was the last to refer to those that are still there is not told: they are.
 * - What is told at first and nothing refers to is told once more the next time, changed or not.
 * - A new row of which no column has a value is told when it gets one.
 */
export class Tracker {
  readonly #schema: DatabaseSchema
  readonly #rows: Rows
  readonly #defaults: (table: string) => AnyRow
  #changed = new Map<string, Tracked>()
  #again = new Set<string>()
  #isFirst = true

  /** @param defaults a row of the table of which no column has a value */
  constructor(schema: DatabaseSchema, rows: Rows, defaults: (table: string) => AnyRow) {
    this.#schema = schema
    this.#rows = rows
    this.#defaults = defaults
  }

  take(changes: readonly AnyChange[]): void {
    for (const { table, uuid, kind, old, new: row } of changes) {
      const before = this.#changed.get(uuid)
      const from = old ?? this.#defaults(table)
      const updated = Object.keys(row ?? {}).filter((name) => !sameValue(from[name], row?.[name]))
      this.#changed.set(uuid, {
        table,
        uuid,
        inserted: before?.inserted === true || kind === 'insert',
        deleted: kind === 'delete',
        earlier: [...(before?.earlier ?? []), ...(old === undefined ? [] : [old])],
        row: (row ?? old) as AnyRow,
        updated: new Set([...(before?.updated ?? []), ...updated]),
      })
    }
  }

  /** What was taken since the last look, each without its step. */
  print(): readonly string[] {
    const changed = [...this.#changed.values()]
    const told = new Set<string>()
    const lines: string[] = []
    const tell = (one: Tracked) => {
      if (told.has(one.uuid)) return
      told.add(one.uuid)
      lines.push(...this.#lines(one))
    }
    const tracked = changed.filter(({ table, inserted, updated }) => {
      return TRACKED.includes(table) && !(inserted && updated.size === 0)
    })
    const leftAlone = tracked.flatMap((one) => {
      const others = one.deleted ? this.#leftAlone(one) : []
      if (others.length === 0) tell(one)
      return others
    })
    for (const { table, uuid } of leftAlone) tell(this.#plain(table, uuid))
    for (const uuid of this.#rows('indexed').keys()) tell(this.#changed.get(uuid) ?? this.#plain('indexed', uuid))
    const cameOrWent = changed.filter(({ inserted, deleted }) => inserted || deleted)
    for (const one of this.#referrers(cameOrWent)) tell(one)
    for (const uuid of this.#again) {
      const table = TRACKED.find((name) => this.#rows(name).has(uuid))
      if (table === undefined || told.has(uuid)) continue
      const one = this.#plain(table, uuid)
      tell(one)
      for (const target of this.#targets(one)) tell(this.#plain(target.table, target.uuid))
    }
    const gone = changed.filter(({ deleted }) => deleted)
    this.#again = new Set(
      (this.#isFirst ? tracked.filter((one) => this.#referrers([one]).length === 0) : this.#referrers(gone)).map(
        ({ uuid }) => uuid,
      ),
    )
    this.#isFirst = false
    this.#changed = new Map()
    return lines
  }

  /** The rows that a deleted one referred to, where it was the last to refer to each of them; else none. */
  #leftAlone(one: Tracked): readonly Reference[] {
    const targets = this.#targets(one)
    const isAlone = (target: Reference) => this.#referrers([target]).every(({ uuid }) => uuid === target.uuid)
    return targets.every(isAlone) ? targets : []
  }

  /** The rows that one refers to, of those that are there. */
  #targets({ table, row }: Tracked): readonly Reference[] {
    return referencesOf(this.#schema, table, row).filter((target) => this.#rows(target.table).has(target.uuid))
  }

  /** The rows that refer to one of these, or did since the last look. */
  #referrers(targets: readonly { readonly uuid: string }[]): readonly Tracked[] {
    const uuids = new Set(targets.map(({ uuid }) => uuid))
    return TRACKED.flatMap((table) =>
      [...this.#rows(table)].flatMap(([uuid, row]) => {
        const states = [row, ...(this.#changed.get(uuid)?.earlier ?? [])]
        const refers = states.some((state) =>
          referencesOf(this.#schema, table, state).some((target) => uuids.has(target.uuid)),
        )
        return refers ? [this.#plain(table, uuid)] : []
      }),
    )
  }

  #plain(table: string, uuid: string): Tracked {
    const row = this.#rows(table).get(uuid) as AnyRow
    return { table, uuid, row, inserted: false, deleted: false, earlier: [], updated: new Set() }
  }

  #lines({ table, uuid, inserted, deleted, row, updated }: Tracked): readonly string[] {
    const what = [inserted && 'inserted', deleted && 'deleted'].filter(Boolean).join('/')
    const content = printRow(this.#schema, table, row, deleted ? (name) => this.#rowsSeen(name) : this.#rows)
    return [
      `table ${table}: ${what === '' ? '' : `${what} row: `}${content} uuid=${uuid}`,
      ...(updated.size > 0 ? [`table ${table}: updated columns: ${[...updated].sort().join(' ')}`] : []),
    ]
  }

  /** The rows there are, and those that went since the last look. */
  #rowsSeen(table: string): ReadonlyMap<string, AnyRow> {
    const gone = [...this.#changed.values()].filter((one) => one.deleted && one.table === table)
    return new Map([...this.#rows(table), ...gone.map(({ uuid, row }): [string, AnyRow] => [uuid, row])])
  }
}
