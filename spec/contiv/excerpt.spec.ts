import t from 'tap'
import { excerpt } from '../../lib/contiv/excerpt.js'

t.test('one line, and not a long one', async (t) => {
  t.equal(excerpt('  a\n\tb  '), 'a b')
  t.equal(excerpt('x'.repeat(200)), `${'x'.repeat(120)}…`)
  t.equal(excerpt('xxxx', 3), 'xxx…')
})
