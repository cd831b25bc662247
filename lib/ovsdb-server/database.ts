import type { DatabaseSchema } from '../ovsdb/index.js'
import type { Row } from '../ovsdb/row/row.js'
import { parseDatabase, parseSchemaText } from '../ovsdb/schema/parse-schema.js'
import type { Changes } from './changes.js'
import { execute, type Outcome } from './execute.js'
import { type Owns, type Tables, Transaction } from './transaction.js'

/**
 * A database in memory: the types, constraints, references and transactions of RFC 7047, but neither locks nor anything
 * that outlives the process. Every commit looks at every row, which is fine for hundreds of them.
 *
 * @example
 * const database = new Database(readFileSync('fixtures/ovsdb/vswitch.ovsschema', 'utf8'))
 * database.transact([{ op: 'insert', table: 'Bridge', row: { name: 'br0' } }])
 */
export class Database {
  readonly schema: DatabaseSchema
  /** The schema as `get_schema` answers it. */
  readonly schemaJson: unknown
  readonly #tables: Map<string, Map<string, Row>>
  readonly #listeners = new Set<(changes: Changes) => void>()

  /** @param schema parsed JSON, or its text @throws {InvalidSchemaError} */
  constructor(schema: unknown) {
    this.schemaJson = typeof schema === 'string' ? parseSchemaText(schema) : schema
    this.schema = parseDatabase(this.schemaJson)
    this.#tables = new Map([...this.schema.tables.keys()].map((name) => [name, new Map()]))
  }

  get name(): string {
    return this.schema.name
  }

  get tables(): Tables {
    return this.#tables
  }

  /**
   * Carries out a transaction of RFC 7047 operations, all of it or nothing. It does not wait for a `wait` to hold.
   *
   * @param owns whether who asks has that lock; by default, nobody has one
   */
  transact(operations: readonly unknown[], owns?: Owns): Outcome {
    const outcome = execute(new Transaction(this.schema, this.#tables, owns), operations)
    if (outcome.kind === 'done' && outcome.changes.size > 0) this.#commit(outcome.changes)
    return outcome
  }

  /** Calls the listener after each commit that changed something, until the function returned is called. */
  onCommit(listener: (changes: Changes) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #commit(changes: Changes): void {
    for (const [table, rows] of changes) {
      for (const [uuid, change] of rows) {
        if (change.new === undefined) this.#tables.get(table)?.delete(uuid)
        else this.#tables.get(table)?.set(uuid, change.new)
      }
    }
    for (const listener of [...this.#listeners]) listener(changes)
  }
}
