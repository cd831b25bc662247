import t from 'tap'
import { parseOptions } from '../../bench/options.js'

const ROWS = ['select', 'wire']

function parse(...args: readonly string[]) {
  return parseOptions(args, ROWS)
}

t.test('what is measured', async (t) => {
  const all = { sizes: [10, 100, 1000, 10_000], only: ROWS, quick: false, json: undefined }
  t.strictSame(parse(), { kind: 'run', options: all })
  t.strictSame(parse('--quick'), { kind: 'run', options: { ...all, sizes: [10, 100], quick: true } })
  t.strictSame(parse('--quick', '--sizes', '5'), { kind: 'run', options: { ...all, sizes: [5], quick: true } })
  t.strictSame(parse('--sizes', '100,10,100'), { kind: 'run', options: { ...all, sizes: [10, 100] } }, 'ascending')
  t.strictSame(parse('--only', 'wire', '--json', 'f'), { kind: 'run', options: { ...all, only: ['wire'], json: 'f' } })
})

t.test('help', async (t) => {
  t.match(parse('--help'), { kind: 'print', status: 0, text: /--sizes.*--only.*select, wire.*--quick.*--json/s })
})

t.test('what is refused', async (t) => {
  for (const sizes of ['0', '-1', '1e3', 'ten', '10,', '']) {
    t.match(parse('--sizes', sizes), { kind: 'print', status: 2, text: /expected numbers above 0/ }, `sizes "${sizes}"`)
  }
  t.match(parse('--only', 'wire,speed'), { kind: 'print', status: 2, text: /"speed" is none of select, wire/ })
  t.match(parse('--fast'), { kind: 'print', status: 2, text: /unknown option '--fast'/ })
  t.match(parse('fast'), { kind: 'print', status: 2, text: /too many arguments/ })
})
