import t from 'tap'
import { formatRecord, parseRecords } from '../../lib/cli/database-file.js'
import { UsageError } from '../../lib/cli/errors.js'

const encode = (text: string) => new TextEncoder().encode(text)

t.test('records are read as they were written', async (t) => {
  const records = [{ name: 'é€😀' }, { n: 2n ** 62n }, {}]
  t.equal(formatRecord({}), 'OVSDB JSON 3 5f36b2ea290645ee34d943220a14b54ee5ea5be5\n{}\n')
  t.strictSame(parseRecords(encode(records.map(formatRecord).join(''))), records)
  const whole = encode(`xx${formatRecord({ a: 1 })}`)
  t.strictSame(parseRecords(whole.subarray(2)), [{ a: 1 }], 'a part of a buffer')
  t.strictSame(parseRecords(new Uint8Array()), [])
})

t.test('what is damaged is told', async (t) => {
  const good = formatRecord({ a: 1 })
  const cases: readonly (readonly [string, string])[] = [
    ['{}', 'a header in record 0'],
    [`${good}rubbish\n`, 'a header in record 1'],
    [good.slice(0, -2), 'the data of its hash in record 0'],
    [good + good.replace('1}', '2}'), 'the data of its hash in record 1'],
  ]
  for (const [text, expected] of cases) {
    const message = `expected ${expected} of a standalone database's file, got something else`
    t.throws(() => parseRecords(encode(text)), new UsageError(message))
  }
  t.throws(() => parseRecords(encode(good.replace('JSON', 'CLUSTER'))), { message: /got that of a clustered one/ })
})
