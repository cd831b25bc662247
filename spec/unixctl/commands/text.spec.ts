import t from 'tap'
import {
  leadingInteger,
  leadingNumber,
  lines,
  parseInteger,
  splitField,
  words,
} from '../../../lib/unixctl/commands/text.js'

t.test('an integer of 64 bits is exact', async (t) => {
  const cases = [
    ['0', 0],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', 9007199254740993n],
    ['18446744073709551615', 18446744073709551615n],
  ] as const
  for (const [text, value] of cases) {
    t.equal(parseInteger(text), value)
    t.equal(leadingInteger(`${text} (rest)`), value)
  }
})

t.test('anything else is none', async (t) => {
  for (const text of ['', ' 1', '1 ', '-1', '1.5', '0x10', '1e3', '१', '9'.repeat(21), 'NOT AVAIL']) {
    t.equal(parseInteger(text), undefined, text)
  }
  for (const text of ['', ' 1', '-1', 'x1', '9'.repeat(21)]) t.equal(leadingInteger(text), undefined, text)
  for (const text of ['', ' 1', '.5', 'x']) t.equal(leadingNumber(text), undefined, text)
})

t.test('a number with decimals', async (t) => {
  t.equal(leadingNumber('3.347 s'), 3.347)
  t.equal(leadingNumber('12 %'), 12)
  t.equal(leadingNumber('12.'), 12)
})

t.test('lines, words and fields', async (t) => {
  t.strictSame(lines('a\n\nb\n'), ['a', '', 'b', ''])
  t.strictSame(words('  a \t b '), ['a', 'b'])
  t.strictSame(words(' '), [])
  t.strictSame(splitField('\tRX Bad PDUs : 0 '), ['RX Bad PDUs', '0'])
  t.strictSame(splitField('a: b: c'), ['a', 'b: c'])
  t.equal(splitField('a b'), undefined)
})
