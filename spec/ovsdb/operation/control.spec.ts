import t from 'tap'
import { prepareAbort, prepareAssert, prepareComment, prepareCommit } from '../../../lib/ovsdb/operation/control.js'

for (const [prepared, operation] of [
  [prepareCommit(true), { op: 'commit', durable: true }],
  [prepareAbort(), { op: 'abort' }],
  [prepareComment('why'), { op: 'comment', comment: 'why' }],
  [prepareAssert('mine'), { op: 'assert', lock: 'mine' }],
] as const) {
  t.strictSame(prepared.operation, operation)
  t.ok(Object.isFrozen(prepared) && Object.isFrozen(prepared.operation))
  t.equal(prepared.decode({}), undefined)
}
