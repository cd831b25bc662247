import type { Vswitchd } from './vswitchd.js'

/** A value as `ovs-vsctl --format=json` shows it. */
type Atom = string | number | boolean
type Shown = Atom | readonly ['uuid', string] | readonly ['set', readonly Shown[]] | readonly ['map', readonly Pair[]]
type Pair = readonly [Shown, Shown]

/** A row of a table as ovs-vsctl shows it: every value as text, a set as a list, a map as a record. */
export interface ShownRow {
  /** The value of a column with at most one; undefined when there is none. */
  one(column: string): string | undefined
  many(column: string): readonly string[]
  map(column: string): Readonly<Record<string, string | undefined>>
}

/** Asks ovs-vsctl, which shares nothing with the client under test, for the rows of tables, all of one moment. */
export async function shownRows<Table extends string>(
  vswitchd: Vswitchd,
  tables: readonly Table[],
): Promise<Readonly<Record<Table, readonly ShownRow[]>>> {
  const commands = tables.flatMap((table) => ['--', 'list', table])
  const text = await vswitchd.vsctl('--format=json', '--data=json', ...commands)
  const replies = text.trimEnd().split('\n')
  return Object.fromEntries(tables.map((table, index) => [table, rowsOf(table, replies[index] ?? '')])) as Readonly<
    Record<Table, readonly ShownRow[]>
  >
}

function rowsOf(table: string, reply: string): readonly ShownRow[] {
  const { headings, data } = JSON.parse(reply) as {
    readonly headings: readonly string[]
    readonly data: readonly (readonly Shown[])[]
  }
  return data.map((values) => {
    const columns = new Map(headings.map((name, index) => [name, values[index] as Shown]))
    const shown = (column: string): Shown => {
      const value = columns.get(column)
      if (value === undefined) throw new Error(`${table} has no column ${column}`)
      return value
    }
    const many = (column: string) => listOf(shown(column)).map(textOf)
    return {
      one: (column) => many(column)[0],
      many,
      map: (column) => Object.fromEntries(pairsOf(shown(column)).map(([key, value]) => [textOf(key), textOf(value)])),
    }
  })
}

function listOf(value: Shown): readonly Shown[] {
  return Array.isArray(value) && value[0] === 'set' ? (value[1] as readonly Shown[]) : [value]
}

function pairsOf(value: Shown): readonly Pair[] {
  if (Array.isArray(value) && value[0] === 'map') return value[1] as readonly Pair[]
  throw new Error(`expected a map, got ${JSON.stringify(value)}`)
}

function textOf(value: Shown): string {
  return Array.isArray(value) ? String(value[1]) : String(value)
}
