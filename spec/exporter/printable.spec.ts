import fc from 'fast-check'
import t from 'tap'
import { printable } from '../../lib/exporter/printable.js'
import { anyString } from '../support/any-string.js'

t.test('what would act on a terminal or break a line is shown', async (t) => {
  const cases: Record<string, string> = {
    'two\nlines\r\n': 'two\\u000alines\\u000d\\u000a',
    '\u001b[2Jgone': '\\u001b[2Jgone',
    '\u009b31m': '\\u009b31m',
    '\u007f\u0000\t': '\\u007f\\u0000\\u0009',
    '\u2028\u2029': '\\u2028\\u2029',
    '\u202egnp.exe\u2066': '\\u202egnp.exe\\u2066',
  }
  for (const [text, shown] of Object.entries(cases)) t.equal(printable(text), shown)
})

t.test('everything else stays', async (t) => {
  for (const text of ['', 'plain text', 'ü 漢 😀', 'a"b\\c', 'non-breaking\u00a0space']) t.equal(printable(text), text)
})

t.test('JSON means the same afterwards', async () => {
  fc.assert(
    fc.property(anyString, (text) => {
      const shown = printable(JSON.stringify({ text }))
      return JSON.parse(shown).text === text && !/\p{Cc}/u.test(shown)
    }),
  )
})
