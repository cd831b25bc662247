import t from 'tap'
import { decodeCount, decodeNothing } from '../../../lib/ovsdb/operation/prepared.js'

t.equal(decodeCount({ count: 3 }), 3)
for (const result of [undefined, null, {}, { count: '3' }, 3]) {
  t.throws(() => decodeCount(result), { name: 'InvalidReplyError', message: /expected the count of an operation/ })
}
t.equal(decodeNothing(), undefined)
