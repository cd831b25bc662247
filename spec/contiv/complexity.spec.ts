import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { isTooDeep, MAX_DEPTH } from '../../lib/contiv/nesting.js'

const nested = (depth: number, open = '[', close = ']') => open.repeat(depth) + close.repeat(depth)

t.test('so deep is taken, one deeper is not', async (t) => {
  for (const [open, close] of [
    ['[', ']'],
    ['{"":', '}'],
    ['[{"a":', '}]'],
  ] as const) {
    const levels = open.startsWith('[{') ? 2 : 1
    t.equal(isTooDeep(nested(MAX_DEPTH / levels, open, close)), false)
    t.equal(isTooDeep(nested(MAX_DEPTH / levels + 1, open, close)), true)
  }
  t.equal(isTooDeep('['.repeat(MAX_DEPTH + 1)), true, 'whether it ends or not')
})

t.test('what is beside each other is not deep, nor is what a name says', async (t) => {
  t.equal(isTooDeep(`[${Array.from({ length: 1000 }, () => '[{}]')}]`), false)
  for (const name of ['['.repeat(1000), `\\"${'['.repeat(1000)}`, `\\\\\\"${'{'.repeat(1000)}`]) {
    t.equal(isTooDeep(`["${name}"]`), false, name.slice(0, 5))
  }
  t.equal(isTooDeep(`["\\\\",${nested(MAX_DEPTH)}]`), true, 'a backslash at the end of a name')
})

t.test('answers of Netmaster', async (t) => {
  const files = readdirSync('fixtures/netmaster').filter((file) => file.endsWith('.json'))
  t.ok(files.length > 5)
  for (const file of files) {
    t.equal(isTooDeep(readFileSync(`fixtures/netmaster/${file}`, 'utf8')), false, file)
  }
})
