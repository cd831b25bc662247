import t from 'tap'
import { RowReader } from '../../../lib/ovsdb/monitor/row-reader.js'
import { readTableUpdates, readTableUpdates2 } from '../../../lib/ovsdb/monitor/table-updates.js'
import { thing } from '../../support/every-shape.js'

const UUID = '00000000-0000-4000-8000-000000000001'
const readers = new Map([['thing', new RowReader(thing, ['name', 'tags'])]])
const row = { table: 'thing', uuid: UUID }
const of = (update: unknown) => ({ thing: { [UUID]: update } })

t.test('<table-updates>', async (t) => {
  const wire = { name: 'a', tags: ['set', ['x', 'y']] }
  const read = { name: 'a', tags: ['x', 'y'] }
  t.strictSame(readTableUpdates(of({ new: wire }), readers), [{ ...row, kind: 'insert', new: read }])
  t.strictSame(readTableUpdates(of({ old: wire }), readers), [{ ...row, kind: 'delete', old: read }])
  t.strictSame(readTableUpdates(of({ old: { tags: 'x' }, new: wire }), readers), [
    { ...row, kind: 'replace', old: { tags: ['x'] }, new: read },
  ])
  t.strictSame(readTableUpdates({}, readers), [])
  t.strictSame(readTableUpdates({ thing: {} }, readers), [])
  t.throws(() => readTableUpdates(of({ new: { name: 'a' } }), readers), { message: /expected column tags/ })
})

t.test('<table-updates2>', async (t) => {
  const insert = { ...row, kind: 'insert', new: { name: 'a', tags: [] } }
  t.strictSame(readTableUpdates2(of({ initial: { name: 'a' } }), readers), [insert])
  t.strictSame(readTableUpdates2(of({ insert: { name: 'a' } }), readers), [insert])
  t.strictSame(readTableUpdates2(of({ modify: { tags: 'x' } }), readers), [
    { ...row, kind: 'patch', difference: { tags: ['x'] } },
  ])
  t.strictSame(readTableUpdates2(of({ delete: null }), readers), [{ ...row, kind: 'delete', old: undefined }])
})

t.test('a row of which two things are told', async (t) => {
  t.throws(() => readTableUpdates2(of({ insert: {}, delete: null }), readers), { message: /expected one of "initial"/ })
})

t.test('what is neither', async (t) => {
  const cases: readonly (readonly [json: unknown, message: RegExp])[] = [
    [null, /^update of tables: expected an object/],
    [[], /^update of tables: expected an object/],
    [{ thing: [] }, /^update of thing: expected an object/],
    [{ part: {} }, /^update of tables: expected only the tables thing, got 'part'/],
    [{ thing: { a: {} } }, /^update of thing: expected rows by their UUID, got 'a'/],
    [of('row'), /^update of thing 0.*1: expected an object, got 'row'/],
    [of({}), /^update of thing 0.*1: expected (one of )?"/],
    [of({ changed: {} }), /^update of thing 0.*1: expected .*changed/],
    [of({ new: { name: '', tags: '' }, modify: {} }), /^update of thing 0.*1: expected .*modify/],
  ]
  for (const [json, message] of cases) {
    for (const read of [readTableUpdates, readTableUpdates2]) {
      t.throws(() => read(json, readers), { code: 'INVALID_UPDATE', message }, `${read.name} ${JSON.stringify(json)}`)
    }
  }
})
