import { parseSchema } from '../../lib/ovsdb/index.js'
import { tableOf } from './schema-table.js'

const SET = { min: 0, max: 'unlimited' } as const
const OPTIONAL = { min: 0, max: 1 } as const

/** A schema with a column of every shape: `thing` refers strongly to `part`, weakly to itself; `lone` holds one row. */
export const EVERY_SHAPE = {
  name: 'shapes',
  version: '1.0.0',
  tables: {
    thing: {
      isRoot: true,
      indexes: [['name']],
      columns: {
        name: { type: 'string' },
        n: { type: 'integer' },
        digit: { type: { key: { type: 'integer', minInteger: 0, maxInteger: 9 } } },
        r: { type: 'real' },
        b: { type: 'boolean' },
        colour: { type: { key: { type: 'string', enum: ['set', ['red', 'blue']] }, ...OPTIONAL } },
        size: { type: { key: 'integer', ...OPTIONAL } },
        code: { type: { key: { type: 'string', minLength: 2, maxLength: 3 }, ...OPTIONAL } },
        tags: { type: { key: 'string', ...SET } },
        few: { type: { key: 'integer', min: 1, max: 2 } },
        counts: { type: { key: 'string', value: 'integer', ...SET } },
        parts: { type: { key: { type: 'uuid', refTable: 'part' }, ...SET } },
        friends: { type: { key: 'string', value: { type: 'uuid', refTable: 'thing', refType: 'weak' }, ...SET } },
        fixed: { type: 'integer', mutable: false },
      },
    },
    part: {
      columns: { label: { type: 'string' }, next: { type: { key: { type: 'uuid', refTable: 'part' }, ...OPTIONAL } } },
    },
    lone: { isRoot: true, maxRows: 1, columns: { i: { type: 'integer' } } },
  },
} as const

/** Its table with a column of every shape. */
export const thing = tableOf(parseSchema(EVERY_SHAPE), 'thing')
