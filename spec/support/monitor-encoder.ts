import type { Atom, Uuid, Value } from '../../lib/ovsdb/index.js'

/** The columns of `thing` in EVERY_SHAPE that the rows below have: two of each shape, and what is easily missed. */
export interface Thing {
  readonly _uuid: Uuid<'thing'>
  readonly name: string
  readonly n: Value
  readonly b: boolean
  readonly size: Value
  readonly tags: readonly string[]
  readonly few: readonly number[]
  readonly counts: ReadonlyMap<string, Atom>
  readonly friends: ReadonlyMap<string, Uuid<'thing'>>
}

export type Things = ReadonlyMap<Uuid<'thing'>, Thing>

type Wire = Record<string, unknown>

type ColumnOf = Exclude<keyof Thing, '_uuid'>

const COLUMNS: readonly ColumnOf[] = ['name', 'n', 'b', 'size', 'tags', 'few', 'counts', 'friends']

/** Encodes what an ovsdb-server would tell of the step from one state to the next in `update` (RFC 7047 section 4.1.6). */
export function encodeUpdate(before: Things, after: Things): object {
  return tables(before, after, (old, row) => {
    if (old === undefined) return row && { new: wholeRow(row) }
    if (row === undefined) return { old: wholeRow(old) }
    const changed = COLUMNS.filter((name) => text(old, name) !== text(row, name))
    const was = Object.fromEntries(changed.map((name) => [name, wire(name, old[name])]))
    return changed.length === 0 ? undefined : { old: was, new: wholeRow(row) }
  })
}

/** The same in `update2`, and with `initial` in the reply to `monitor_cond`. */
export function encodeUpdate2(before: Things, after: Things, insert: 'initial' | 'insert' = 'insert'): object {
  return tables(before, after, (old, row) => {
    if (old === undefined) return row && { [insert]: withoutDefaults(row) }
    if (row === undefined) return { delete: null }
    const changed = COLUMNS.filter((name) => text(old, name) !== text(row, name))
    const difference = changed.map((name) => [name, differenceOf(name, old[name], row[name])])
    return changed.length === 0 ? undefined : { modify: Object.fromEntries(difference) }
  })
}

function tables(before: Things, after: Things, encode: (old?: Thing, row?: Thing) => object | undefined): object {
  const rows: Wire = {}
  for (const uuid of new Set([...before.keys(), ...after.keys()])) {
    const update = encode(before.get(uuid), after.get(uuid))
    if (update !== undefined) rows[uuid] = update
  }
  return Object.keys(rows).length === 0 ? {} : { thing: rows }
}

function wholeRow(row: Thing): Wire {
  return Object.fromEntries(COLUMNS.map((name) => [name, wire(name, row[name])]))
}

const DEFAULTS: Readonly<Record<ColumnOf, unknown>> = {
  name: '',
  n: 0,
  b: false,
  size: ['set', []],
  tags: ['set', []],
  few: 0,
  counts: ['map', []],
  friends: ['map', []],
}

function withoutDefaults(row: Thing): Wire {
  return Object.fromEntries(
    Object.entries(wholeRow(row)).filter(([name, value]) => show(value) !== show(DEFAULTS[name as ColumnOf])),
  )
}

/** Elements of one of the two only; of a map the new pair where both have the key. */
function differenceOf(name: ColumnOf, old: Value, row: Value): unknown {
  if (old instanceof Map && row instanceof Map) {
    const gone = [...old].filter(([key]) => !row.has(key))
    return wire(
      name,
      new Map([...gone, ...[...row].filter(([key, value]) => old.get(key) !== value)] as [Atom, Atom][]),
    )
  }
  if (Array.isArray(old) && Array.isArray(row)) {
    return wire(name, [...old.filter((atom) => !row.includes(atom)), ...row.filter((atom) => !old.includes(atom))])
  }
  return wire(name, row)
}

function wire(name: ColumnOf, value: Value): unknown {
  const atom = (one: unknown) => (name === 'friends' ? ['uuid', one] : one)
  if (value === undefined) return ['set', []]
  if (value instanceof Map) return ['map', [...value].map(([key, one]) => [key, atom(one)])]
  if (Array.isArray(value)) return value.length === 1 ? value[0] : ['set', value]
  return value
}

function text(row: Thing, name: ColumnOf): string {
  return show(wire(name, row[name]))
}

function show(json: unknown): string {
  return JSON.stringify(json, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))
}
