import t from 'tap'
import { excerpt, LONGEST_REASON } from '../../lib/jsonrpc/excerpt.js'

t.test('what fits is whole, what does not is cut and says so', (t) => {
  t.equal(excerpt('x'.repeat(120)), 'x'.repeat(120))
  t.equal(excerpt('x'.repeat(121)), `${'x'.repeat(120)}…`)
  t.equal(excerpt('abc', 2), 'ab…')
  t.equal(excerpt('x'.repeat(1_000_000), LONGEST_REASON).length, LONGEST_REASON + 1)
  t.end()
})
