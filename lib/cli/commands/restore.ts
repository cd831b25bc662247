import { isDeepStrictEqual } from 'node:util'
import type { DatabaseSchema, TableSchema } from '../../ovsdb/index.js'
import { formatRow, type Row } from '../../ovsdb/row/row.js'
import { formatSchema } from '../../ovsdb/schema/format-schema.js'
import type { BaseType } from '../../ovsdb/schema/types.js'
import type { Command } from '../command.js'
import { MAX_TRANSACTION_BYTES } from '../input.js'
import { expectOperands } from '../operands.js'
import { parseSnapshot, persistentColumns, type Snapshot } from '../snapshot.js'
import { errorOf, transact } from '../transaction.js'

export const restore: Command = {
  name: 'restore',
  usage: '[SERVER] [DATABASE] < FILE',
  summary: 'replaces all that a database holds by what backup has printed, in one transaction',
  details: `FILE may be the file of any standalone database; DATABASE is by default the one that it
names. The rows get new UUIDs, and the references between them follow.`,
  force: "go on although the database's schema is another one",
  run: async (context) => {
    expectOperands(
      context.operands,
      0,
      1,
      'nothing but a server and one of its databases, and the file on standard input',
    )
    const snapshot = parseSnapshot(await context.read(MAX_TRANSACTION_BYTES))
    const [name = snapshot.schema.name] = context.operands
    if (!context.force) {
      await using connected = await context.server.connect(name)
      expectSchema(connected.client.schema, snapshot.schema)
    }
    const error = errorOf(await transact(context, { database: name, operations: operationsOf(snapshot) }))
    if (error !== undefined) throw new Error(`the transaction was rejected: ${error}`)
  },
}

function expectSchema(online: DatabaseSchema, given: DatabaseSchema): void {
  const comparable = (schema: DatabaseSchema) => formatSchema({ ...schema, name: '', checksum: undefined })
  if (isDeepStrictEqual(comparable(online), comparable(given))) return
  const versions = `expected a file with the schema of the database (version ${online.version}), got another one`
  throw new Error(`${versions} (version ${given.version}); --force goes on all the same`)
}

function operationsOf({ schema, rows }: Snapshot): readonly object[] {
  const known = new Set([...rows.values()].flatMap((inTable) => [...inTable.keys()]))
  return [...schema.tables.values()].flatMap((table) => [
    { op: 'delete', table: table.name, where: [] },
    ...[...(rows.get(table.name) ?? [])].map(([uuid, row]) => ({
      op: 'insert',
      table: table.name,
      'uuid-name': nameOf(uuid),
      row: wireOf(row, table, known),
    })),
  ])
}

/** The row with references to the rows that are inserted along with it in place of their UUIDs. */
function wireOf(row: Row, table: TableSchema, known: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  const wire = formatRow(row, table, persistentColumns(table))
  const refer = (atom: unknown, base: BaseType | undefined): unknown => {
    if (base?.type !== 'uuid' || !Array.isArray(atom) || !known.has(String(atom[1]))) return atom
    return ['named-uuid', nameOf(String(atom[1]))]
  }
  for (const [name, value] of Object.entries(wire)) {
    const type = table.columns.get(name)?.type
    const [kind, items] = Array.isArray(value) ? (value as readonly unknown[]) : []
    if (kind === 'map') {
      const pairs = items as readonly (readonly [unknown, unknown])[]
      wire[name] = ['map', pairs.map(([key, held]) => [refer(key, type?.key), refer(held, type?.value)])]
    } else if (kind === 'set') {
      wire[name] = ['set', (items as readonly unknown[]).map((atom) => refer(atom, type?.key))]
    } else wire[name] = refer(value, type?.key)
  }
  return wire
}

function nameOf(uuid: string): string {
  return `row_${uuid.replaceAll('-', '_')}`
}
