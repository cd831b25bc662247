import t from 'tap'
import { parseExact } from '../../lib/jsonrpc/exact-numbers.js'
import { collectGarbage } from '../support/collect-garbage.js'

const parse = (text: string) => parseExact(text, BigInt)

t.test('the numbers that may be wide are read apart, all others by JSON.parse', async (t) => {
  const read: string[] = []
  const value = parseExact('[1,-1.5,123456789012345,1234567890123456,{"a":[-1e5,0.12345678901234]}]', (token) => {
    read.push(token)
    return token
  })
  t.strictSame(value, [1, -1.5, 123456789012345, '1234567890123456', { a: ['-1e5', '0.12345678901234'] }])
  t.strictSame(read, ['1234567890123456', '-1e5', '0.12345678901234'])
})

t.test('what is no JSON is none with a wide integer in it, and told of as it came', async (t) => {
  const wide = '1234567890123456789'
  const texts = [`{${wide}:1}`, `[${wide} 1]`, `[${wide}`, `["a"${wide}]`, `[${wide}"a"]`, `[0${wide}]`, `[${wide}.]`]
  for (const text of [...texts, `[-${wide}e]`, `[--${wide}]`, `["\\\\"${wide}"]`, `[${wide}, x]`]) {
    t.throws(() => parse(text), SyntaxError, text)
  }
  t.throws(() => parse(`[${wide},x]`), { message: /^(?!.*u0000).*x/s })
  const deep = `${'['.repeat(20_000)}${wide}${']'.repeat(20_000)}`
  t.throws(() => parse(deep), RangeError, 'refused rather than rounded')
})

t.test('strings are left alone beside a wide integer', async (t) => {
  for (const string of ['', '1234567890123456789', '\\', '"', '\\"1234567890123456789', '1e400', '{"a":']) {
    const value = { [string]: [string, 2n ** 60n, string] }
    t.strictSame(
      parse(`{${JSON.stringify(string)}:[${JSON.stringify(string)},${2n ** 60n},${JSON.stringify(string)}]}`),
      value,
    )
  }
})

t.test('a wide integer does not have the strings beside it take many times their size', async (t) => {
  const characters = 2 ** 20
  const text = `[${2n ** 60n},"${'x'.repeat(characters)}"]`
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  const value = parse(text) as readonly unknown[]
  collectGarbage()
  const each = (process.memoryUsage().heapUsed - before) / characters
  t.ok(each < 3, `${each} bytes for each`)
  t.equal(value.length, 2)
})
