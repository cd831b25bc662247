import { onAbort } from '../../jsonrpc/index.js'
import type { Replica, TableSchema, UntypedModel, Value } from '../../ovsdb/index.js'
import { valueDecoder } from '../../ovsdb/value/decode.js'
import { encodeValue } from '../../ovsdb/value/encode.js'
import { type Cell, cellOf, textCell } from '../cell.js'
import type { Command, Context } from '../command.js'
import { UsageError } from '../errors.js'
import { parseJsonOperand } from '../json.js'
import { takeDatabase } from '../operands.js'
import { tellOutages } from '../outages.js'
import { formatTables, type Table } from '../table.js'

const DETAILS = `A row that changes is printed twice, as it was (old) and as it is (new). Among the
columns, !initial, !insert, !delete and !modify leave rows of that kind out. The
monitor outlives its connection: what changed meanwhile is printed afterwards. That it
is lost, and there again, is told on standard error.`

export const monitor: Command = {
  name: 'monitor',
  usage: '[SERVER] [DATABASE] (ALL | TABLE [COLUMN[,COLUMN]...]...)',
  summary: 'prints the rows of a table, or of all, and then each change, until it is ended',
  details: DETAILS,
  run: (context) => run(context, (tables, [name, ...groups]) => planOf(tables, name, groups, true)),
}

export const monitorCond: Command = {
  name: 'monitor-cond',
  usage: '[SERVER] [DATABASE] CONDITIONS TABLE [COLUMN[,COLUMN]...]...',
  summary: 'does so with the rows that meet at least one of the conditions',
  details: `CONDITIONS is a JSON array of conditions as RFC 7047 has them, or true or false in the
place of one: '[["type","==","vxlan"]]'. The empty array means all rows.
${DETAILS}`,
  run: (context) =>
    run(context, (tables, [conditions = '', name, ...groups]) => {
      const plan = planOf(tables, name, groups, false)
      const table = tables.get(name ?? '')
      return table === undefined ? plan : { ...plan, where: { [table.name]: whereOf(table, conditions) } }
    }),
}

type Columns = Readonly<Record<string, readonly string[]>>
type Tables = ReadonlyMap<string, TableSchema>
type Held = Readonly<Record<string, Value>> | undefined
type Where = true | readonly (readonly [string, string, Value])[]

const KINDS = ['initial', 'insert', 'delete', 'modify'] as const

interface Plan {
  readonly columns: Columns
  /** The kinds of rows that are printed. */
  readonly kinds: ReadonlySet<string>
  readonly where?: Readonly<Record<string, Where>>
}

async function run(context: Context, plan: (tables: Tables, operands: readonly string[]) => Plan): Promise<void> {
  const { server, operands, complain } = context
  const { database, rest } = takeDatabase(operands, await server.databases())
  await using connected = await server.connect(database)
  tellOutages(connected.client, complain)
  const { tables } = connected.client.schema
  const planned = plan(tables, rest)
  const { columns, where = {} } = planned
  const options = { where: where as object, signal: server.signal, timeout: 0 }
  await using replica = await connected.client.replicate(columns, options)
  await follow(context, replica as unknown as Replica<UntypedModel, Columns>, tables, planned)
}

/** @throws {UsageError} */
function planOf(tables: Tables, name: string | undefined, groups: readonly string[], orAll: boolean): Plan {
  if (orAll && name === 'ALL' && !tables.has(name)) {
    const all = [...tables].map(([table, schema]) => [table, allOf(schema)])
    return { columns: Object.fromEntries(all), kinds: new Set(KINDS) }
  }
  const table = name === undefined ? undefined : tables.get(name)
  if (name === undefined || table === undefined) {
    const expected = orAll ? 'ALL or a table' : 'a table'
    throw new UsageError(`expected ${expected} of the database, got ${name === undefined ? 'none' : `"${name}"`}`)
  }
  const words = groups.flatMap((group) => group.split(','))
  const kinds = KINDS.filter((kind) => !words.includes(`!${kind}`))
  const columns = words.filter((word) => !KINDS.some((kind) => word === `!${kind}`))
  for (const column of columns) {
    if (!table.columns.has(column)) throw new UsageError(`expected a column of table "${name}", got "${column}"`)
  }
  return { columns: { [name]: columns.length > 0 ? columns : allOf(table) }, kinds: new Set(kinds) }
}

/** @throws {UsageError} when they are no conditions {InvalidValueError} when one does not fit its column */
function whereOf(table: TableSchema, text: string): Where {
  const given = parseJsonOperand(text, 'conditions')
  if (!Array.isArray(given)) throw new UsageError('expected an array of conditions, got other JSON')
  if (given.length === 0 || given.includes(true)) return true
  return given
    .filter((condition) => condition !== false)
    .map((condition: unknown) => {
      const [name, fn, value] = Array.isArray(condition) ? condition : []
      const column = table.columns.get(name)
      if (column === undefined || typeof fn !== 'string') {
        throw new UsageError(`expected a condition [COLUMN, FUNCTION, VALUE] of table "${table.name}", got ${text}`)
      }
      return [column.name, fn, valueDecoder(table.name, column)(value)]
    })
}

function allOf({ columns }: TableSchema): readonly string[] {
  return [...columns.keys()].filter((name) => !name.startsWith('_')).sort()
}

interface Line {
  readonly table: string
  readonly cells: readonly Cell[]
}

/**
 * What has happened by the time that it can be printed is printed together, a table for each table. While nobody reads what
 * was printed no further change is read either.
 */
async function follow(
  { style, print, server }: Context,
  replica: Replica<UntypedModel, Columns>,
  tables: Tables,
  { columns, kinds }: Plan,
): Promise<void> {
  let lines: Line[] = []
  let gathering = false
  let printed: Promise<void> | undefined
  let any = false
  const over = new AbortController()
  const leave = onAbort(server.signal, () => over.abort(server.signal.reason))
  const flush = async () => {
    gathering = true
    await new Promise((resolve) => setImmediate(resolve))
    gathering = false
    const time = style.timestamps ? { time: timestamp() } : {}
    const told = tablesOf(lines, columns).map((table) => ({ ...time, ...table }))
    lines = []
    const text = formatTables(told, style)
    printed = print(any && style.format !== 'json' ? `\n${text}` : text).catch((error) => over.abort(error))
    any = true
  }
  const add = (table: string, uuid: string, action: string, held: Held) => {
    const cells = cellsOf(tables.get(table), columns[table] ?? [], held)
    lines.push({ table, cells: [textCell(uuid), textCell(action), ...cells] })
    if (!gathering) void flush()
  }
  const changes = replica.changes({ signal: over.signal })
  if (kinds.has('initial')) {
    for (const table of Object.keys(columns)) {
      for (const [uuid, row] of replica.table(table).rows) add(table, uuid, 'initial', row as Held)
    }
  }
  try {
    for await (const { table, uuid, kind, old, new: row } of changes) {
      await printed
      if (!kinds.has(kind)) continue
      if (kind === 'modify') {
        add(table, uuid, 'old', old as Held)
        add(table, uuid, 'new', row as Held)
      } else add(table, uuid, kind, (row ?? old) as Held)
    }
  } finally {
    leave()
  }
}

/** In UTC, as ovsdb-client(1) has it. */
function timestamp(): string {
  return new Date().toISOString().replace('T', ' ').replace('Z', '')
}

function tablesOf(lines: readonly Line[], columns: Columns): readonly Table[] {
  const single = Object.keys(columns).length === 1
  return Object.entries(columns).flatMap(([table, names]) => {
    const rows = lines.filter((line) => line.table === table).map(({ cells }) => cells)
    const headings = ['row', 'action', ...names]
    return rows.length === 0 ? [] : [{ ...(!single && { caption: `${table} table` }), headings, rows }]
  })
}

function cellsOf(table: TableSchema | undefined, names: readonly string[], row: Held): readonly Cell[] {
  return names.map((name) => {
    const column = table?.columns.get(name)
    if (table === undefined || column === undefined) return textCell('')
    return cellOf(encodeValue(table.name, column, row?.[name]), column.type)
  })
}
