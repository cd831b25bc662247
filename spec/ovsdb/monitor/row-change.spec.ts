import t from 'tap'
import type { AnyRow } from '../../../lib/ovsdb/monitor/change.js'
import { changeBetween, mergeChanges } from '../../../lib/ovsdb/monitor/row-change.js'
import { uuidNamed } from '../../support/uuid-named.js'

const UUID = uuidNamed('u')
const a = { name: 'a', tags: ['x', 'y'] }
const sameAsA = { name: 'a', tags: ['y', 'x'] }
const b = { name: 'b', tags: [] }

t.test('the change between two states of a row', async (t) => {
  const between = (old: AnyRow | undefined, row: AnyRow | undefined) => changeBetween('T', UUID, old, row)
  t.strictSame(between(undefined, a), { table: 'T', uuid: UUID, kind: 'insert', old: undefined, new: a })
  t.strictSame(between(a, b), { table: 'T', uuid: UUID, kind: 'modify', old: a, new: b })
  t.strictSame(between(a, undefined), { table: 'T', uuid: UUID, kind: 'delete', old: a, new: undefined })
  t.equal(between(a, sameAsA), undefined, 'the order of a set is none of its value')
  t.equal(between(undefined, undefined), undefined)
})

t.test('two changes as one', async (t) => {
  const states = [undefined, a, b]
  for (const first of states) {
    for (const second of states) {
      for (const third of states) {
        const [one, two] = [changeBetween('T', UUID, first, second), changeBetween('T', UUID, second, third)]
        if (one === undefined || two === undefined) continue
        t.strictSame(mergeChanges(one, two), changeBetween('T', UUID, first, third))
      }
    }
  }
})
