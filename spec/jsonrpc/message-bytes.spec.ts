import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { parseJson, stringifyJson } from '../../lib/jsonrpc/json.js'
import { JsonSplitter } from '../../lib/jsonrpc/splitter.js'
import { eachByte } from '../support/each-byte.js'
import { jsonMessage } from '../support/json-arbitrary.js'

t.test('long lists of rows are read in runs, and mean what they mean as one text', async () => {
  const space = fc.constantFrom('', ' ', '\n')
  const list = fc
    .array(fc.tuple(jsonMessage, space), { maxLength: 5 })
    .map((parts) => `[${parts.map(([{ text }, gap]) => gap + text + gap).join(',')}]`)
  const rows = fc.tuple(fc.constantFrom('rows', '__proto__', '1', '0'), list).map(([name, text]) => `"${name}":${text}`)
  const result = fc.array(rows, { maxLength: 4 }).map((members) => `{${members.join(',')}}`)
  const message = fc
    .tuple(fc.array(result, { maxLength: 3 }), jsonMessage)
    .map(([results, { text }]) => `{"id":1,"result":[${results.join(',')}],"error":${text}}`)
  fc.assert(
    fc.property(message, fc.nat({ max: 40 }), fc.nat(), (text, runBytes, cut) => {
      const values: unknown[] = []
      const splitter = new JsonSplitter((bytes) => values.push(bytes.parse()), { runBytes })
      for (const chunk of eachByte(Buffer.from(text))) splitter.push(chunk)
      const three = Buffer.from(text.repeat(3))
      const place = cut % three.length
      for (const chunk of [three.subarray(0, place), three.subarray(place)]) splitter.push(chunk)
      deepStrictEqual(values, Array(4).fill(parseJson(text)))
    }),
    { numRuns: 300 },
  )
})

t.test('what is no JSON as one text is none in runs', async (t) => {
  const lists = [
    '[{},{},]',
    '[{},,{}]',
    '[{} {}]',
    '[,{}]',
    '[{},{}}',
    '{{},{}]',
    '[{},1 2]',
    '[\ufeff{},{}]',
    '[{},\ufeff{}]',
    '[{},"\\u0000"]',
    '[{"a":"\\ud83d"},{}]',
    '[{},"\0"]',
    '[{"a":01},{}]',
    '[{}.5,{}]',
    '[{}e5,{}]',
    '[{}E400]',
    '[{}0]',
  ]
  const beside = [
    '["\\ud83d",[[[{},2]]]]',
    '[[[[{},2]]],"\\u0000"]',
    '[[[[{},2]]],]',
    '[[[[{},2]],[[{},4]]]}',
    '[01,[[[{},2]]]]',
    '[[[["\\u00000"],[{},2]]]]',
  ]
  for (const text of [...lists.map((list) => `[[[${list},[{},2]]]]`), ...beside]) {
    let messages = 0
    const splitter = new JsonSplitter(
      (bytes) => {
        messages++
        t.throws(() => bytes.parse(), SyntaxError, encodeURI(text))
      },
      { runBytes: 0 },
    )
    splitter.push(Buffer.from(text))
    t.equal(messages, 1)
  }
})

t.test('a wide integer is exact in every run, and beside the lists', async (t) => {
  const wide = 9_007_199_254_740_993n
  const read = (text: string) => {
    let value: unknown
    new JsonSplitter(
      (bytes) => {
        value = bytes.parse()
      },
      { runBytes: 0 },
    ).push(Buffer.from(text))
    return value
  }
  for (const row of [0, 1, 2]) {
    const rows = [[1], [2], [3]].map((content, index) => (index === row ? [wide] : content))
    const others = [[[rows, [[4], 5]]], wide]
    t.strictSame(read(stringifyJson(others)), others)
    t.strictSame(read(stringifyJson(others.toReversed())), others.toReversed())
  }
})
