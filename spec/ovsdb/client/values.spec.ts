import { readFileSync } from 'node:fs'
import t from 'tap'
import { connect } from '../../../lib/ovsdb/client/connect.js'
import { operations } from '../../../lib/ovsdb/index.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

const SKIP = missing('ovsdb-server', 'ovsdb-tool', 'ovsdb-client')

const MAX = 2n ** 63n - 1n
const MIN = -(2n ** 63n)

t.test('values written by another client are read exactly, and written back', { skip: SKIP }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  const client = await connect(server.remote, { database: 'Test' })
  t.teardown(() => client.close())
  /** Performs operations by ovsdb-client: JSON text in, JSON text out. */
  const transact = (operations: string) => run('ovsdb-client', ['transact', server.unix, `["Test",${operations}]`])

  t.test('reals are as the server tells them, and verified as they were read', async (t) => {
    const { insert, mutate, update, verify } = operations()
    const outcome = await client.transact([insert('Item', { name: 'real', real: 0.1 + 0.2 })])
    if (outcome.status !== 'committed') throw new Error('expected it to be committed')
    const [uuid] = outcome.results
    const where = [['_uuid', '==', uuid]] as const
    const [row] = await client.select('Item', { columns: ['real'], where })
    t.strictSame(row, { real: 0.3 })
    const further = [verify('Item', uuid, { real: row?.real }), mutate('Item', where, [['real', '*=', 1 / 3]])]
    t.equal((await client.transact(further)).status, 'committed')
    for (const real of [Number.MAX_VALUE, 5e-324]) {
      await t.rejects(client.transact([update('Item', where, { real })]), { code: 'INVALID_VALUE' })
    }
    for (const real of [1.79769313486231e308, -1.79769313486231e308, 2.22507385850721e-308]) {
      t.equal((await client.transact([update('Item', where, { real })])).status, 'committed')
      t.strictSame(await client.select('Item', { columns: ['real'], where }), [{ real }])
    }
  })

  t.test('64-bit integers', async (t) => {
    const counters = `["map",[["a",9007199254740993],["b",${MAX}],["c",${MIN}],["d",9007199254740991],["e",-9007199254740993]]]`
    await transact(
      `{"op":"insert","table":"Item","row":{"name":"wide","number":9007199254740993,"maybe":${MAX},"counters":${counters},"numbers":["set",[${MIN},1,${MAX}]],"by_number":["map",[[${MAX},0.5]]]}}`,
    )
    const columns = ['number', 'maybe', 'numbers', 'counters', 'by_number']
    const where = [['name', '==', 'wide']] as const
    const [row] = await client.select('Item', { columns, where })
    t.strictSame(row, {
      number: 9007199254740993n,
      maybe: MAX,
      numbers: [MIN, 1, MAX],
      counters: new Map<string, number | bigint>([
        ['a', 9007199254740993n],
        ['b', MAX],
        ['c', MIN],
        ['d', 9007199254740991],
        ['e', -9007199254740993n],
      ]),
      by_number: new Map([[MAX, 0.5]]),
    })
    await client.transactRaw([{ op: 'update', table: 'Item', where, row: { number: MIN, maybe: 2n ** 53n + 1n } }])
    const text = await transact(
      '{"op":"select","table":"Item","where":[["name","==","wide"]],"columns":["number","maybe"]}',
    )
    t.match(text, `"maybe":9007199254740993`)
    t.match(text, `"number":${MIN}`)
    t.strictSame(await client.select('Item', { columns: ['name'], where: [['number', '==', MIN]] }), [{ name: 'wide' }])
    t.strictSame(await client.select('Item', { columns: ['name'], where: [['maybe', '>', 2n ** 53n]] }), [
      { name: 'wide' },
    ])
    t.strictSame(await client.select('Item', { columns: ['name'], where: [['maybe', '>', 2n ** 53n + 1n]] }), [])
  })

  t.test('text', async (t) => {
    const texts = [
      '"quoted" \\ and \'quoted\'',
      'two\nlines\r\n\ttab',
      '\u0001\u007f',
      'é ß 日本',
      '😀 \u{10ffff}',
      '',
      '[]{}:,"',
    ]
    for (const text of texts) {
      await transact(
        `{"op":"insert","table":"Item","row":{"name":${JSON.stringify(text)},"map":["map",[[${JSON.stringify(text)},"x"]]]}}`,
      )
      const [row] = await client.select('Item', { columns: ['name', 'map'], where: [['name', '==', text]] })
      t.strictSame(row, { name: text, map: new Map([[text, 'x']]) })
      await client.transactRaw([
        { op: 'update', table: 'Item', where: [['name', '==', text]], row: { tags: `${text}!` } },
      ])
      const [read] = JSON.parse(
        await transact('{"op":"select","table":"Item","where":[["tags","!=",["set",[]]]],"columns":["tags"]}'),
      )
      t.strictSame(read, { rows: [{ tags: `${text}!` }] })
      await client.transactRaw([{ op: 'delete', table: 'Item', where: [['name', '==', text]] }])
    }
  })

  t.test('map keys that mean something to JavaScript', async (t) => {
    const keys = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', '0']
    const pairs = keys.map((key) => [key, `of ${key}`])
    await transact(`{"op":"insert","table":"Item","row":{"name":"keys","map":["map",${JSON.stringify(pairs)}]}}`)
    const [row] = await client.select('Item', { columns: ['map'], where: [['name', '==', 'keys']] })
    t.strictSame(row?.map, new Map([...pairs].sort() as [string, string][]))
    const where = [['map', 'includes', new Map([['__proto__', 'of __proto__']])]] as const
    t.strictSame(await client.select('Item', { columns: ['name'], where }), [{ name: 'keys' }])
  })

  t.test('a value of every type, at its default and otherwise', async (t) => {
    const id = '9f04604d-7d5d-40c8-b321-dbf309952511'
    await transact('{"op":"insert","table":"Item","row":{"name":"empty"}}')
    await transact(
      `{"op":"insert","table":"Item","row":{"name":"full","real":0.1,"flag":true,"id":["uuid","${id}"],"word":"b","tags":"one","numbers":5}}`,
    )
    const columns = ['real', 'flag', 'id', 'word', 'maybe', 'tags', 'numbers', 'map', 'other']
    const [empty] = await client.select('Item', { columns, where: [['name', '==', 'empty']] })
    t.strictSame(empty, {
      ...{ real: 0, flag: false, id: '00000000-0000-0000-0000-000000000000', word: undefined, maybe: undefined },
      ...{ tags: [], numbers: [], map: new Map(), other: undefined },
    })
    const [full] = await client.select('Item', { columns, where: [['name', '==', 'full']] })
    t.strictSame(full, { ...empty, real: 0.1, flag: true, id, word: 'b', tags: ['one'], numbers: [5] })
  })
})

type Row = Readonly<Record<string, unknown>>

/** The tables of the capture, and the column by which their rows are told apart; an Open_vSwitch has one row. */
const CAPTURED = {
  Interface: 'name',
  Port: 'name',
  Bridge: 'name',
  Controller: 'target',
  Open_vSwitch: undefined,
  Manager: 'target',
}

t.test('the captured Contiv node, field by field', { skip: SKIP }, async (t) => {
  const server = await startOvsdbServer(t, { load: 'fixtures/ovsdb/load-contiv-node.json' })
  for (const remote of [server.remote, server.unix]) {
    t.test(`over ${remote.slice(0, 4)}`, async (t) => {
      const client = await connect<string>(remote, { database: 'Open_vSwitch' })
      t.teardown(() => client.close())
      const pairs: (readonly [string, Row, Row])[] = []
      for (const [table, key] of Object.entries(CAPTURED)) {
        const expected = capturedRows(table)
        const columns = [...(client.schema.tables.get(table)?.columns.keys() ?? [])]
        const rows = await client.select(table, { columns })
        t.equal(rows.length, expected.length, table)
        for (const row of rows) {
          const twin = expected.find((one) => key === undefined || one[key] === row[key])
          if (twin === undefined) throw new Error(`expected ${row[key ?? '']} in the capture of ${table}`)
          pairs.push([table, row, twin])
        }
      }
      /** What each row was called in the capture: its UUID is another one here. */
      const captured = new Map(pairs.map(([, row, twin]) => [row._uuid, wireElements(twin._uuid)[0]]))
      t.equal(captured.size, 23)
      for (const [table, row, twin] of pairs) {
        const elements = mapValues(row, (value) => elementsOf(value).map((atom) => captured.get(atom) ?? atom))
        t.strictSame(elements, mapValues(twin, wireElements), `${table} ${row.name}`)
      }
    })
  }
})

/** All columns but `_version`, which is never the same. */
function mapValues({ _version, ...row }: Row, elements: (value: unknown) => unknown[]): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, elements(value).sort(byText)]))
}

function capturedRows(table: string): readonly Row[] {
  return JSON.parse(readFileSync(`fixtures/ovsdb/select-${table}.json`, 'utf8')).result[0].rows
}

/** A decoded value as the atoms, or pairs of atoms, that it holds. */
function elementsOf(value: unknown): unknown[] {
  if (value instanceof Map || Array.isArray(value)) return [...value]
  return value === undefined ? [] : [value]
}

/** The same of a value on the wire, by the letter of RFC 7047 section 5.1. */
function wireElements(wire: unknown): unknown[] {
  const [kind, elements] = Array.isArray(wire) ? wire : ['atom', wire]
  if (kind === 'map') return elements
  if (kind === 'set') return elements.flatMap(wireElements)
  return [elements]
}

function byText(a: unknown, b: unknown): number {
  return String(a) < String(b) ? -1 : 1
}
