import t from 'tap'
import ts from 'typescript'
import { generateModel } from '../../../lib/ovsdb/schema/generate-model.js'
import { parseSchema } from '../../../lib/ovsdb/schema/parse-schema.js'

const SCHEMA = {
  name: 'some_db',
  version: '1.2.3',
  tables: {
    z_table: { columns: { text: { type: 'string' } } },
    A_Table: {
      columns: {
        wide: { type: 'integer' },
        half: { type: { key: { type: 'integer', minInteger: 0 } } },
        narrow: { type: { key: { type: 'integer', minInteger: 0, maxInteger: 4095 } } },
        beyond: { type: { key: { type: 'integer', minInteger: 0, maxInteger: 2n ** 60n } } },
        real: { type: 'real' },
        flag: { type: { key: 'boolean', min: 0 } },
        any: { type: 'uuid' },
        fixed: { type: 'string', mutable: false },
        set_once: { type: 'integer', mutable: false },
        weak: { type: { key: { type: 'uuid', refTable: 'z_table', refType: 'weak' }, min: 0 }, mutable: false },
        strong: { type: { key: { type: 'uuid', refTable: 'z_table' }, min: 0, max: 'unlimited' } },
        word: { type: { key: { type: 'string', enum: ['set', ['b', 'a', "it's", '\\', '"', '\n']] } } },
        words: { type: { key: { type: 'string', enum: ['set', ['b', 'a']] }, min: 0, max: 2 } },
        number: { type: { key: { type: 'integer', enum: ['set', [2n ** 60n, 1]] } } },
        only: { type: { key: { type: 'boolean', enum: true } } },
        map: { type: { key: 'string', value: 'integer', min: 0, max: 'unlimited' } },
      },
    },
  },
}

const MODEL = String.raw`// Generated from the schema of some_db 1.2.3. Do not edit.

import type { Immutable, Integer, Real, Uuid } from 'ovsdb-exporter'

/**
 * The tables of the database ${'`some_db`'}.
 *
 * @example
 * import { operations } from 'ovsdb-exporter'
 *
 * const everyRow = operations<SomeDb>().select('A_Table', { columns: ['_uuid'] })
 */
export interface SomeDb {
  readonly A_Table: ATableRow
  readonly z_table: ZTableRow
}

/** A row of the table ${'`A_Table`'} of {@link SomeDb}. */
export interface ATableRow extends Immutable<'fixed' | 'set_once'> {
  readonly _uuid: Uuid<'A_Table'>
  readonly _version: Uuid
  readonly any: Uuid
  readonly beyond: Integer
  readonly fixed: string
  readonly flag: boolean | undefined
  readonly half: Integer
  readonly map: ReadonlyMap<string, Integer>
  readonly narrow: number
  readonly number: 1 | 1152921504606846976n
  readonly only: true
  readonly real: Real
  readonly set_once: Integer
  readonly strong: readonly Uuid<'z_table'>[]
  readonly weak: Uuid<'z_table'> | undefined
  readonly wide: Integer
  readonly word: '"' | '\\' | '\n' | 'a' | 'b' | 'it\'s'
  readonly words: readonly ('a' | 'b')[]
}

/** A row of the table ${'`z_table`'} of {@link SomeDb}. */
export interface ZTableRow {
  readonly _uuid: Uuid<'z_table'>
  readonly _version: Uuid
  readonly text: string
}
`

t.test('every kind of column', async (t) => {
  t.equal(generateModel(parseSchema(SCHEMA)), MODEL)
})

t.test('the order of tables and columns does not depend on the schema', async (t) => {
  const reversed = { ...SCHEMA, tables: Object.fromEntries(Object.entries(SCHEMA.tables).reverse()) }
  t.equal(generateModel(parseSchema(reversed)), MODEL)
})

t.test('imports what it uses, from where it is told', async (t) => {
  const schema = parseSchema({ name: 'D', tables: { T: { columns: { a: { type: 'string' } } } } })
  const model = generateModel(schema, { valueTypes: '../types.js' })
  t.match(model, "import type { Uuid } from '../types.js'\n")
  t.ok(model.startsWith('// Generated from the schema of D. Do not edit.\n'), 'a schema without a version')
})

t.test('names and words that are those of types are not imported for that', async (t) => {
  const word = { type: { key: { type: 'string', enum: ['set', ['Real', 'Immutable']] } } }
  const columns = { Real: { type: 'string' }, Immutable: { type: 'string' }, Integer: { type: 'string' }, word }
  const link = { type: { key: { type: 'uuid', refTable: 'Real' } } }
  const tables = { Real: { columns }, Integer: { columns: { link } } }
  t.match(generateModel(parseSchema({ name: 'D', tables })), "\nimport type { Uuid } from 'ovsdb-exporter'\n")
})

t.test('is registered for connect when told to', async (t) => {
  const registered = generateModel(parseSchema(SCHEMA), { register: true })
  t.equal(
    registered,
    `${MODEL}\ndeclare module 'ovsdb-exporter' {\n  interface DatabaseModels {\n    some_db: SomeDb\n  }\n}\n`,
  )
})

t.test('is TypeScript', async (t) => {
  const { diagnostics } = ts.transpileModule(generateModel(parseSchema(SCHEMA)), { reportDiagnostics: true })
  t.strictSame(diagnostics, [])
})

t.test('names that would become one are refused', async (t) => {
  const table = { columns: { text: { type: 'string' } } }
  const generate = (name: string, ...tables: readonly string[]) =>
    generateModel(
      parseSchema({ name, version: '1.0.0', tables: Object.fromEntries(tables.map((one) => [one, table])) }),
    )
  t.throws(() => generate('db', 'foo_bar', 'FooBar'), {
    name: 'InvalidSchemaError',
    message: "schema tables.FooBar: expected a name other than FooBarRow, which foo_bar has, got 'FooBar'",
  })
  t.throws(() => generate('FooRow', 'Foo'), { message: /which FooRow has/ })
  for (const name of ['integer', 'ReadonlyMap', 'readonly_map', 'Real', 'uuid', 'Immutable', 'DatabaseModels']) {
    t.throws(() => generate(name, 'Foo'), { message: /^schema name: expected another name/ }, name)
  }
  t.match(generate('db', 'foo', 'Bar'), 'interface FooRow')
})
