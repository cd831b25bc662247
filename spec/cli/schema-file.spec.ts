import t from 'tap'
import { readSchemaFile } from '../../lib/cli/schema-file.js'
import { TEST_SCHEMA } from '../support/test-schema.js'

/** Reads a schema whose name tells from where. */
const read = async (_maxBytes: number, path = 'stdin') =>
  new TextEncoder().encode(JSON.stringify({ ...TEST_SCHEMA, name: path }))
const reads = (text: string) => ({ read: async () => new TextEncoder().encode(text) })

t.test('a schema, from a file or standard input', async (t) => {
  const { json, schema } = await readSchemaFile({ read }, 'file')
  t.strictSame(json, JSON.parse(JSON.stringify({ ...TEST_SCHEMA, name: 'file' })))
  t.equal(schema.name, 'file')
  t.equal((await readSchemaFile({ read }, '-')).schema.name, 'stdin')
})

t.test('what is none', async (t) => {
  await t.rejects(readSchemaFile(reads('{'), '-'), { name: 'UsageError', message: /^expected a schema in JSON, got / })
  for (const [text, message] of [
    ['[]', 'schema database: expected an object, got []'],
    ['null', 'schema database: expected an object, got null'],
    ['{"name":"x"}', 'schema tables: expected an object, got undefined'],
  ] as const) {
    const cause = { name: 'InvalidSchemaError' }
    await t.rejects(readSchemaFile(reads(text), '-'), { name: 'UsageError', message, cause }, text)
  }
})
