import t from 'tap'
import { formatRow, type Row, sameContent, uuidDatum, uuidOf } from '../../../lib/demo/ovsdb-server/row.js'
import { parseSchema } from '../../../lib/ovsdb/index.js'
import { EVERY_SHAPE } from '../../support/embedded-database.js'

const row = (version: string, label: string): Row =>
  new Map([
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
