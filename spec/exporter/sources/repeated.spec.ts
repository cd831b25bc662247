import t from 'tap'
import { repeated } from '../../../lib/exporter/sources/repeated.js'

const names = (...texts: readonly string[]) => texts.map((name) => ({ name }))

t.test('the first text that comes a second time', async (t) => {
  t.equal(repeated(names('a', 'b', 'b', 'a'), 'name'), 'b')
  t.equal(repeated(names('a', 'b', 'A', ''), 'name'), undefined)
  t.equal(repeated([], 'name'), undefined)
})

t.test('rows without the column hold none', async (t) => {
  t.equal(repeated<'_uuid' | 'name'>(names('a', 'a'), '_uuid'), undefined)
})
