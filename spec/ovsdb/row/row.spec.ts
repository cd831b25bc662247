import t from 'tap'
import { parseSchema } from '../../../lib/ovsdb/index.js'
import {
  completeRow,
  formatRow,
  parseRow,
  type Row,
  sameContent,
  uuidDatum,
  uuidOf,
} from '../../../lib/ovsdb/row/row.js'
import type { Datum } from '../../../lib/ovsdb/value/datum.js'
import { EVERY_SHAPE } from '../../support/every-shape.js'

const row = (version: string, label: string): Row =>
  new Map<string, Datum>([
    ['_uuid', uuidDatum('u')],
    ['_version', uuidDatum(version)],
    ['label', new Map([[label, undefined]])],
    ['next', new Map()],
  ])

t.equal(uuidOf(row('v', 'a')), 'u')
t.ok(sameContent(row('v', 'a'), row('w', 'a')), 'the version is no content')
t.notOk(sameContent(row('v', 'a'), row('v', 'b')))

const part = parseSchema(EVERY_SHAPE).tables.get('part')
if (part === undefined) throw new Error('expected a table')
t.strictSame(formatRow(row('v', 'a'), part, ['label', '_uuid', 'next', 'nowhere']), {
  label: 'a',
  _uuid: ['uuid', 'u'],
  next: ['set', []],
})

t.test('a row holds what it mentions, and the rest at its default', async (t) => {
  const given = parseRow({ label: 'x' }, part)
  t.strictSame([...given], [['label', new Map([['x', undefined]])]])
  t.strictSame(formatRow(completeRow(given, part), part, part.columns.keys()), {
    label: 'x',
    next: ['set', []],
    _uuid: ['uuid', '00000000-0000-0000-0000-000000000000'],
    _version: ['uuid', '00000000-0000-0000-0000-000000000000'],
  })
  t.throws(() => parseRow({ nowhere: 1 }, part), { code: 'unknown column' })
  t.throws(() => parseRow({ label: 1 }, part), { code: 'syntax error' })
  for (const json of [[], null, 'x']) t.throws(() => parseRow(json, part), { code: 'syntax error' })
})
