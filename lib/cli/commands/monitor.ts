import type { Replica, TableSchema, UntypedModel, Value } from '../../ovsdb/index.js'
import { encodeValue } from '../../ovsdb/value/encode.js'
import { type Cell, cellOf } from '../cell.js'
import type { Command, Context } from '../command.js'
import { UsageError } from '../errors.js'
import { takeDatabase } from '../operands.js'
import { formatTables, type Table } from '../table.js'

export const monitor: Command = {
  name: 'monitor',
  usage: '[SERVER] [DATABASE] (ALL | TABLE [COLUMN[,COLUMN]...]...)',
  summary: 'prints the rows of a table, or of all, and then each change, until it is ended',
  details: `A row that changes is printed twice, as it was (old) and as it is (new). The
monitor outlives its connection: what changed meanwhile is printed afterwards.`,
  run: async (context) => {
    const { server, operands } = context
    const { database, rest } = takeDatabase(operands, await server.databases())
    await using connected = await server.connect(database)
    const { tables } = connected.client.schema
    const columns = columnsOf(tables, rest)
    await using replica = await connected.client.replicate(columns, { ...signalOf(context), timeout: 0 })
    await follow(context, replica as unknown as Replica<UntypedModel, Columns>, tables, columns)
  },
}

type Columns = Readonly<Record<string, readonly string[]>>
type Tables = ReadonlyMap<string, TableSchema>
type Held = Readonly<Record<string, Value>> | undefined

function signalOf({ server }: Context) {
  return { signal: server.signal }
}

/** @throws {UsageError} */
function columnsOf(tables: Tables, [name, ...groups]: readonly string[]): Columns {
  if (name === 'ALL' && !tables.has(name)) {
    return Object.fromEntries([...tables].map(([table, schema]) => [table, allOf(schema)]))
  }
  const table = name === undefined ? undefined : tables.get(name)
  if (name === undefined || table === undefined) {
    throw new UsageError(`expected ALL or a table of the database, got ${name === undefined ? 'none' : `"${name}"`}`)
  }
  const columns = groups.flatMap((group) => group.split(','))
  for (const column of columns) {
    if (!table.columns.has(column)) throw new UsageError(`expected a column of table "${name}", got "${column}"`)
  }
  return { [name]: columns.length > 0 ? columns : allOf(table) }
}

function allOf({ columns }: TableSchema): readonly string[] {
  return [...columns.keys()].filter((name) => !name.startsWith('_')).sort()
}

interface Line {
  readonly table: string
  readonly cells: readonly Cell[]
}

/** What has happened by the time that it can be printed is printed together, a table for each table. */
async function follow(
  { format, print, server }: Context,
  replica: Replica<UntypedModel, Columns>,
  tables: Tables,
  columns: Columns,
): Promise<void> {
  let lines: Line[] = []
  let printed: Promise<void> | undefined
  let any = false
  const flush = async () => {
    await new Promise((resolve) => setImmediate(resolve))
    const told = lines
    lines = []
    printed = undefined
    const text = formatTables(tablesOf(told, columns), format)
    await print(any && format !== 'json' ? `\n${text}` : text)
    any = true
  }
  for await (const { table, uuid, kind, old, new: row } of replica.changes({
    initial: true,
    ...{ signal: server.signal },
  })) {
    const schema = tables.get(table)
    const line = (action: string, held: Held) =>
      lines.push({ table, cells: [atom(uuid), atom(action), ...cellsOf(schema, columns[table] ?? [], held)] })
    if (kind === 'insert') line(kind, row as Held)
    else if (kind === 'delete') line(kind, old as Held)
    else {
      line('old', old as Held)
      line('new', row as Held)
    }
    printed ??= flush()
  }
  await printed
}

function tablesOf(lines: readonly Line[], columns: Columns): readonly Table[] {
  const single = Object.keys(columns).length === 1
  return Object.entries(columns).flatMap(([table, names]) => {
    const rows = lines.filter((line) => line.table === table).map(({ cells }) => cells)
    const headings = ['row', 'action', ...names]
    return rows.length === 0 ? [] : [{ ...(!single && { caption: `${table} table` }), headings, rows }]
  })
}

function atom(text: string): Cell {
  return { text, json: text }
}

function cellsOf(table: TableSchema | undefined, names: readonly string[], row: Held): readonly Cell[] {
  return names.map((name) => {
    const column = table?.columns.get(name)
    if (table === undefined || column === undefined) return atom('')
    return cellOf(encodeValue(table.name, column, row?.[name]), column.type)
  })
}
