import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Scope } from './scope.js'
import { tempDir } from './temp-dir.js'

/** A database with a column of every kind, and constraints to violate. */
export const TEST_SCHEMA = {
  name: 'Test',
  version: '1.0.0',
  tables: {
    Item: {
      columns: {
        name: { type: 'string' },
        number: { type: 'integer' },
        real: { type: 'real' },
        flag: { type: 'boolean' },
        id: { type: 'uuid' },
        word: { type: { key: { type: 'string', enum: ['set', ['a', 'b']] }, min: 0 } },
        maybe: { type: { key: 'integer', min: 0 } },
        tags: { type: { key: 'string', min: 0, max: 'unlimited' } },
        numbers: { type: { key: 'integer', min: 0, max: 'unlimited' } },
        map: { type: { key: 'string', value: 'string', min: 0, max: 'unlimited' } },
        counters: { type: { key: 'string', value: 'integer', min: 0, max: 'unlimited' } },
        by_number: { type: { key: 'integer', value: 'real', min: 0, max: 'unlimited' } },
        other: { type: { key: { type: 'uuid', refTable: 'Other' }, min: 0 } },
      },
      isRoot: true,
      maxRows: 6,
      indexes: [['name']],
    },
    Other: { columns: { name: { type: 'string' } }, isRoot: true },
  },
}

/** Writes a schema for ovsdb-tool. @returns its path */
export function writeTestSchema(scope: Scope, schema: object = TEST_SCHEMA): string {
  const path = join(tempDir(scope), 'test.ovsschema')
  writeFileSync(path, JSON.stringify(schema))
  return path
}
