import { randomUUID } from 'node:crypto'
import type { DatabaseSchema, TableSchema } from '../ovsdb/index.js'
import { type Condition, meets } from '../ovsdb/row/condition.js'
import { type Row, sameContent, uuidDatum, uuidOf } from '../ovsdb/row/row.js'
import { DatabaseError } from '../ovsdb/value/database-error.js'
import type { Changes, RowChange } from './changes.js'

/** The committed rows of a database: by table, then by UUID. */
export type Tables = ReadonlyMap<string, ReadonlyMap<string, Row>>

/** Whether a client has that lock. */
export type Owns = (lock: string) => boolean

/** What a transaction sees: the committed rows with its own changes over them. Giving it up is forgetting it. */
export class Transaction {
  readonly schema: DatabaseSchema
  readonly owns: Owns
  readonly #committed: Tables
  readonly #written = new Map<string, Map<string, Row | undefined>>()
  readonly #names = new Map<string, string>()
  readonly #inserted = new Set<string>()

  constructor(schema: DatabaseSchema, committed: Tables, owns: Owns = () => false) {
    this.schema = schema
    this.owns = owns
    this.#committed = committed
  }

  /** @throws {DatabaseError} `syntax error` when there is no such table */
  table(name: unknown): TableSchema {
    const table = this.schema.tables.get(name as string)
    if (table === undefined) throw new DatabaseError('syntax error', `no table named ${name}`)
    return table
  }

  /** The UUID that `name` stands for in this transaction, before or after the insert that bears it. */
  readonly uuidNamed = (name: string): string => {
    const uuid = this.#names.get(name) ?? randomUUID()
    this.#names.set(name, uuid)
    return uuid
  }

  /** @throws {DatabaseError} `duplicate uuid-name` when an insert of this transaction has taken it */
  claimName(name: string, uuid?: string): string {
    if (this.#inserted.has(name)) throw new DatabaseError('duplicate uuid-name', `"${name}" names an earlier insert`)
    this.#inserted.add(name)
    if (uuid !== undefined) this.#names.set(name, uuid)
    return this.uuidNamed(name)
  }

  has(table: string, uuid: string): boolean {
    const written = this.#written.get(table)
    return written?.has(uuid) ? written.get(uuid) !== undefined : this.#committed.get(table)?.has(uuid) === true
  }

  /** Whether there is such a row, or was before this transaction deleted it. */
  knows(table: string, uuid: string): boolean {
    return this.#written.get(table)?.has(uuid) === true || this.#committed.get(table)?.has(uuid) === true
  }

  /** The rows that meet all the conditions. */
  find(table: string, where: readonly Condition[] = []): readonly Row[] {
    const written = this.#written.get(table)
    const committed = [...(this.#committed.get(table)?.values() ?? [])]
    const rows = [...committed.filter((row) => !written?.has(uuidOf(row))), ...(written?.values() ?? [])]
    return rows.filter((row) => row !== undefined).filter((row) => where.every((condition) => meets(row, condition)))
  }

  /** Inserts or replaces a row, giving it a new `_version`. */
  put(table: string, row: Row): void {
    this.#write(table, uuidOf(row), new Map(row).set('_version', uuidDatum(randomUUID())))
  }

  delete(table: string, row: Row): void {
    this.#write(table, uuidOf(row), undefined)
  }

  /** What would be committed; a row that is as it was before is not among it. */
  changes(): Changes {
    const changes = new Map<string, ReadonlyMap<string, RowChange>>()
    for (const [table, written] of this.#written) {
      const rows = new Map<string, RowChange>()
      for (const [uuid, row] of written) {
        const old = this.#committed.get(table)?.get(uuid)
        const unchanged = old === undefined || row === undefined ? old === row : sameContent(old, row)
        if (!unchanged) rows.set(uuid, { old, new: row })
      }
      if (rows.size > 0) changes.set(table, rows)
    }
    return changes
  }

  #write(table: string, uuid: string, row: Row | undefined): void {
    const written = this.#written.get(table) ?? new Map<string, Row | undefined>()
    this.#written.set(table, written.set(uuid, row))
  }
}
