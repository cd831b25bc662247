import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { isTooComplex, MAX_CONTAINERS, MAX_DEPTH } from '../../lib/contiv/complexity.js'

const nested = (depth: number, open = '[', close = ']') => open.repeat(depth) + close.repeat(depth)

t.test('so deep is taken, one deeper is not', async (t) => {
  for (const [open, close] of [
    ['[', ']'],
    ['{"":', '}'],
    ['[{"a":', '}]'],
  ] as const) {
    const levels = open.startsWith('[{') ? 2 : 1
    t.equal(isTooComplex(nested(MAX_DEPTH / levels, open, close)), false)
    t.equal(isTooComplex(nested(MAX_DEPTH / levels + 1, open, close)), true)
  }
  t.equal(isTooComplex('['.repeat(MAX_DEPTH + 1)), true, 'whether it ends or not')
})

t.test('what is beside each other is not deep, nor is what a name says', async (t) => {
  t.equal(isTooComplex(`[${Array.from({ length: 1000 }, () => '[{}]')}]`), false)
  for (const name of ['['.repeat(1000), `\\"${'['.repeat(1000)}`, `\\\\\\"${'{'.repeat(1000)}`]) {
    t.equal(isTooComplex(`["${name}"]`), false, name.slice(0, 5))
  }
  t.equal(isTooComplex(`["\\\\",${nested(MAX_DEPTH)}]`), true, 'a backslash at the end of a name')
})

t.test('so many lists and objects are taken, one more is not', async (t) => {
  const flat = (containers: number) => `[${Array(containers - 1).fill('{}')}]`
  t.equal(isTooComplex(flat(MAX_CONTAINERS)), false)
  t.equal(isTooComplex(flat(MAX_CONTAINERS + 1)), true)
})

t.test('answers of Netmaster', async (t) => {
  const files = readdirSync('fixtures/netmaster').filter((file) => file.endsWith('.json'))
  t.ok(files.length > 5)
  for (const file of files) {
    t.equal(isTooComplex(readFileSync(`fixtures/netmaster/${file}`, 'utf8')), false, file)
  }
})
