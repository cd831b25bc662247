import fc from 'fast-check'
import t from 'tap'
import { escapeHelp, escapeLabelValue, formatValue } from '../../../lib/exporter/exposition/escape.js'

t.test('a label value: backslash, double quote and line feed, nothing else', async (t) => {
  const cases: Record<string, string> = {
    '': '',
    'web-1': 'web-1',
    'say "hi"': 'say \\"hi\\"',
    'C:\\n': 'C:\\\\n',
    'two\nlines\n': 'two\\nlines\\n',
    'cr\r tab\t nul\0': 'cr\r tab\t nul\0',
    'ü 漢 😀 {a="b",c}': 'ü 漢 😀 {a=\\"b\\",c}',
  }
  for (const [value, escaped] of Object.entries(cases)) t.equal(escapeLabelValue(value), escaped)
})

t.test('a HELP text: backslash and line feed; a quote stays', async (t) => {
  t.equal(escapeHelp('plain "words"'), 'plain "words"')
  t.equal(escapeHelp('a\\b\nc\\n\n'), 'a\\\\b\\nc\\\\n\\n')
})

t.test('values', async (t) => {
  const cases: readonly (readonly [number | bigint, string])[] = [
    [0, '0'],
    [1.5, '1.5'],
    [-0.000001, '-0.000001'],
    [1e-7, '1e-7'],
    [1e300, '1e+300'],
    [2n ** 63n - 1n, '9223372036854775807'],
    [-(2n ** 63n), '-9223372036854775808'],
    [10n ** 30n, '1000000000000000000000000000000'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '+Inf'],
    [Number.NEGATIVE_INFINITY, '-Inf'],
  ]
  for (const [value, text] of cases) t.equal(formatValue(value), text)
})

t.test('every number reads back as itself', async () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => Number(formatValue(value)) === value),
  )
  fc.assert(fc.property(fc.bigInt(), (value) => BigInt(formatValue(value)) === value))
})
