import t from 'tap'
import { parseOptions } from '../../../bench/soak/options.js'

const parse = (...args: readonly string[]) => parseOptions(args)

t.test('how long, and how much', async (t) => {
  const week = { rounds: 28, minutes: 10, churn: 100_000, endpoints: 500, quick: false, json: undefined }
  t.strictSame(parse(), { kind: 'run', options: week })
  t.strictSame(parse('--minutes', '2.5', '--churn', '5000', '--json', 'f'), {
    kind: 'run',
    options: { ...week, minutes: 2.5, churn: 5000, json: 'f' },
  })
  t.match(parse('--quick'), { kind: 'run', options: { quick: true, rounds: 4, churn: 400 } })
})

t.test('help, and what is refused', async (t) => {
  t.match(parse('--help'), { kind: 'print', status: 0, text: /--minutes.*--churn.*--quick.*--json/s })
  t.match(parse('--minutes', '0'), { kind: 'print', status: 2, text: /expected a number above 0/ })
  t.match(parse('--churn', 'many'), { kind: 'print', status: 2, text: /expected a number above 0/ })
  t.match(parse('--slow'), { kind: 'print', status: 2, text: /unknown option '--slow'/ })
})
