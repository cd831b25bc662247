import t from 'tap'
import { prepareWait } from '../../../lib/ovsdb/operation/wait.js'
import { thing } from '../../support/every-shape.js'

const wait = prepareWait(thing, {
  where: [['n', '==', 1]],
  columns: ['name'],
  until: '!=',
  rows: [{ name: 'a' }],
  timeout: 0,
})
t.strictSame(wait.operation, {
  op: 'wait',
  table: 'thing',
  timeout: 0,
  where: [['n', '==', 1]],
  columns: ['name'],
  until: '!=',
  rows: [{ name: 'a' }],
})
t.ok(Object.isFrozen(wait) && Object.isFrozen(wait.operation))
t.equal(wait.decode({}), undefined)
const forEver = { where: [], columns: ['name'], until: '==', rows: [] } as const
t.notOk('timeout' in prepareWait(thing, forEver).operation)
t.throws(() => prepareWait(thing, { ...forEver, columns: ['nowhere'] }), { name: 'UnknownColumnError' })
t.throws(() => prepareWait(thing, { ...forEver, rows: [{ name: 1 }] }), { name: 'InvalidValueError' })
t.throws(() => prepareWait(thing, { ...forEver, rows: [{}, { name: 'a', n: 1 }] }), {
  name: 'InvalidOperationError',
  message: 'expected in the rows of "wait" only its columns [name], got "n"',
})
const drift = prepareWait(thing, { ...forEver, columns: ['name?', 'newer?'], rows: [{ name: 'a', newer: undefined }] })
t.strictSame([drift.operation.columns, drift.operation.rows], [['name'], [{ name: 'a' }]])
