import t from 'tap'
import { parseSchema } from '../../../lib/ovsdb/schema/parse-schema.js'
import { parseType } from '../../../lib/ovsdb/schema/parse-type.js'
import { tableOf } from '../../support/schema-table.js'

const string = { type: 'string' }

function table(members: object) {
  return { name: 'D', tables: { T: { columns: { a: string }, ...members } } }
}

t.test('a schema: defaults filled in, lookups as maps', async (t) => {
  const schema = parseSchema({
    name: 'D',
    version: '1.2.3',
    cksum: '12345678 90',
    tables: {
      T: {
        columns: { a: string, b: { type: { key: 'integer', min: 0 }, ephemeral: true, mutable: false } },
        maxRows: 1,
        isRoot: true,
        indexes: [['a']],
      },
      U: { columns: { t: { type: { key: { type: 'uuid', refTable: 'T' } } } }, unheardOf: 1 },
    },
  })
  t.match(schema, { name: 'D', version: '1.2.3', checksum: '12345678 90' })
  t.strictSame([...schema.tables.keys()], ['T', 'U'])
  const { columns, ...rest } = tableOf(schema, 'T')
  t.strictSame(rest, { name: 'T', maxRows: 1, isRoot: true, mutable: true, indexes: [['a']] })
  t.strictSame(columns.get('a'), { name: 'a', type: parseType('string', ''), ephemeral: false, mutable: true })
  t.match(columns.get('b'), { ephemeral: true, mutable: false, type: { min: 0 } })
  t.match(schema.tables.get('U'), { maxRows: undefined, isRoot: false, indexes: [] })
})

t.test('a version and a checksum may be missing, and tables too', async (t) => {
  t.strictSame(parseSchema({ name: 'D', tables: {} }), {
    name: 'D',
    version: undefined,
    checksum: undefined,
    tables: new Map(),
  })
})

t.test('every table has _uuid and _version', async (t) => {
  const { columns } = tableOf(parseSchema(table({})), 'T')
  t.strictSame([...columns.keys()], ['a', '_uuid', '_version'])
  for (const name of ['_uuid', '_version']) {
    t.strictSame(columns.get(name), { name, type: parseType('uuid', ''), ephemeral: false, mutable: false })
  }
})

t.test('tables and columns called like members of Object', async (t) => {
  const json = JSON.parse(
    '{"name":"D","tables":{"valueOf":{"columns":{"constructor":{"type":"string"}}},"toString":{"columns":{"a":{"type":"string"}}}}}',
  )
  const { tables } = parseSchema(json)
  t.strictSame([...tables.keys()], ['valueOf', 'toString'])
  t.ok(tables.get('valueOf')?.columns.has('constructor'))
  t.equal(tables.get('T'), undefined)
})

t.test('what is no schema names the member, what was expected and what came', async (t) => {
  const name = 'a name of letters, digits and underscores'
  const cases: readonly (readonly [unknown, string])[] = [
    [undefined, 'database: expected an object, got undefined'],
    [[], 'database: expected an object, got []'],
    [{ name: 'D' }, 'tables: expected an object, got undefined'],
    [{ tables: {} }, `name: expected ${name}, got undefined`],
    [{ name: 'D', tables: {}, version: 'xxx' }, "version: expected a version as in 1.2.3, got 'xxx'"],
    [{ name: 'D', tables: {}, cksum: 5 }, 'cksum: expected a string, got 5'],
    [{ name: 'D', tables: { 'a-b': { columns: { a: string } } } }, `tables: expected ${name}, got 'a-b'`],
    [{ name: 'D', tables: { T: null } }, 'T: expected an object, got null'],
    [{ name: 'D', tables: { T: {} } }, 'T.columns: expected an object, got undefined'],
    [table({ columns: {} }), 'T.columns: expected at least one column, got {}'],
    [table({ columns: { 'a b': string } }), `T.columns: expected ${name}, got 'a b'`],
    [table({ columns: { _a: string } }), "T.columns: expected a name without leading _, got '_a'"],
    [{ name: 'D', tables: { _T: { columns: { a: string } } } }, "tables: expected a name without leading _, got '_T'"],
    [
      JSON.parse('{"name":"D","tables":{"__proto__":{}}}'),
      "tables: expected a name without leading _, got '__proto__'",
    ],
    [table({ mutable: 1 }), 'T.mutable: expected true or false, got 1'],
    [table({ columns: { a: 'string' } }), "T.a: expected an object, got 'string'"],
    [table({ columns: { a: {} } }), 'T.a.type: expected an object, got undefined'],
    [table({ columns: { a: { ...string, mutable: 1 } } }), 'T.a.mutable: expected true or false, got 1'],
    [table({ columns: { a: { ...string, ephemeral: 'no' } } }), "T.a.ephemeral: expected true or false, got 'no'"],
    [table({ maxRows: 0 }), 'T.maxRows: expected a count of at least 1, got 0'],
    [table({ isRoot: null }), 'T.isRoot: expected true or false, got null'],
    [table({ indexes: ['a'] }), "T.indexes: expected an array, got 'a'"],
    [table({ indexes: [[]] }), 'T.indexes: expected at least one column, got []'],
    [table({ indexes: [['a', 'a']] }), "T.indexes: expected no column twice, got [ 'a', 'a' ]"],
    [table({ indexes: [['a', 1]] }), 'T.indexes: expected a string, got 1'],
    [table({ indexes: [['b']] }), "T.indexes: expected a persistent column of the table, got 'b'"],
    [
      table({ columns: { a: { ...string, ephemeral: true } }, indexes: [['a']] }),
      "T.indexes: expected a persistent column of the table, got 'a'",
    ],
    [
      table({ columns: { a: { type: { key: { type: 'uuid', refTable: 'X' } } } } }),
      "T.a.type: expected refTable to name a table, got 'X'",
    ],
    [
      table({ columns: { a: { type: { key: 'string', value: { type: 'uuid', refTable: 'X' } } } } }),
      "T.a.type: expected refTable to name a table, got 'X'",
    ],
  ]
  for (const [json, text] of cases) {
    t.throws(() => parseSchema(json), { name: 'InvalidSchemaError', message: `schema ${text}` }, text)
  }
})

t.test('text, with exact integers', async (t) => {
  const key = '{"type":"integer","enum":["set",[1,9007199254740993]]}'
  const range = '{"type":"integer","maxInteger":9007199254740993}'
  const text = `{"name":"D","tables":{"T":{"columns":{"a":{"type":{"key":${key}}},"b":{"type":{"key":${range}}}}}}}`
  const { columns } = tableOf(parseSchema(text), 'T')
  t.strictSame(columns.get('a')?.type.key.enum, [1, 9007199254740993n])
  t.equal(columns.get('b')?.type.key.maxInteger, 9007199254740993n)
  const refused = (text: string, message: string | RegExp) =>
    t.throws(() => parseSchema(text), { name: 'InvalidSchemaError', message })
  refused('{"name":', /^schema text: expected JSON \(.+\), got '{"name":'$/)
  refused('', /^schema text: expected JSON \(.+\), got ''$/)
  refused('['.repeat(100_000), /^schema text: expected JSON/)
  refused('"{}"', "schema database: expected an object, got '{}'")
})

t.test('where no table is root, all are', async (t) => {
  const columns = { a: string }
  const roots = (...tables: readonly object[]) =>
    [
      ...parseSchema({
        name: 'D',
        tables: Object.fromEntries(tables.map((table, i) => [`T${i}`, table])),
      }).tables.values(),
    ].map(({ isRoot }) => isRoot)
  t.strictSame(roots({ columns }, { columns, isRoot: false }), [true, true])
  t.strictSame(roots({ columns }, { columns, isRoot: true }), [false, true])
})

t.test('a reference that keeps rows is persistent, a weak one mutable', async (t) => {
  const to = (refTable: string, refType = 'strong') => ({ key: { type: 'uuid', refTable, refType } })
  const columns = {
    keeps: { type: to('Part'), ephemeral: true },
    keeps_by_value: { type: { key: 'string', value: to('Part').key }, ephemeral: true },
    refers: { type: to('Whole'), ephemeral: true, mutable: false },
    weak: { type: to('Part', 'weak'), ephemeral: true, mutable: false },
  }
  const whole = tableOf(
    parseSchema({ name: 'D', tables: { Whole: { columns, isRoot: true }, Part: { columns: { a: string } } } }),
    'Whole',
  )
  t.match(whole.columns.get('keeps'), { ephemeral: false, mutable: true })
  t.match(whole.columns.get('keeps_by_value'), { ephemeral: false, mutable: true })
  t.match(whole.columns.get('refers'), { ephemeral: true, mutable: false })
  t.match(whole.columns.get('weak'), { ephemeral: true, mutable: true })
})
