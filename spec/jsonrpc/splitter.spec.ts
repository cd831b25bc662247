import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { MessageTooLargeError, ProtocolError } from '../../lib/jsonrpc/errors.js'
import { parseJson } from '../../lib/jsonrpc/json.js'
import {
  DEFAULT_MAX_DEPTH,
  DEFAULT_MAX_MESSAGE_BYTES,
  JsonSplitter,
  type SplitterOptions,
} from '../../lib/jsonrpc/splitter.js'
import { collectGarbage } from '../support/collect-garbage.js'
import { eachByte } from '../support/each-byte.js'
import { jsonMessage } from '../support/json-arbitrary.js'

interface Outcome {
  /** Each message's text, and whether it may hold a wide integer. */
  readonly messages: ReadonlyArray<readonly [text: string, wide: boolean]>
  readonly error?: unknown
  readonly pendingBytes: number
}

function split(chunks: Iterable<Uint8Array>, options?: SplitterOptions): Outcome {
  const messages: Array<[string, boolean]> = []
  const splitter = new JsonSplitter(({ text, wide }) => messages.push([text, wide]), options)
  try {
    for (const chunk of chunks) splitter.push(chunk)
    return { messages, pendingBytes: splitter.pendingBytes }
  } catch (error) {
    return { messages, error, pendingBytes: splitter.pendingBytes }
  }
}

const bytesOf = (input: string | Uint8Array) => (typeof input === 'string' ? Buffer.from(input) : input)

/** Whole, byte by byte, and cut once at every place: the outcome must be the same. */
function everyWay(input: string | Uint8Array, options?: SplitterOptions): readonly Outcome[] {
  const bytes = bytesOf(input)
  const cuts = Array.from({ length: bytes.length - 1 }, (_, i) => [bytes.subarray(0, i + 1), bytes.subarray(i + 1)])
  return [[bytes], eachByte(bytes), ...cuts].map((chunks) => split(chunks, options))
}

t.test('messages, whole and cut anywhere', async (t) => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    '{}': ['{}'],
    '[]': ['[]'],
    '{}{}[]': ['{}', '{}', '[]'],
    ' {}\n\t{}\r\n ': ['{}', '{}'],
    '{"a":{"b":[1,{"c":[]}]}}{"d":0}': ['{"a":{"b":[1,{"c":[]}]}}', '{"d":0}'],
    '{"brackets":"}]{["}[1]': ['{"brackets":"}]{["}', '[1]'],
    '["\\""]["\\\\"]["\\\\\\""]': ['["\\""]', '["\\\\"]', '["\\\\\\""]'],
    '["\\u0022}"]{}': ['["\\u0022}"]', '{}'],
    '["é€𝄞"]["\u2028"]': ['["é€𝄞"]', '["\u2028"]'],
    '["\ufeff"]': ['["\ufeff"]'],
    '[ 1 ] ': ['[ 1 ]'],
    '{]': ['{]'],
  }
  for (const [input, texts] of Object.entries(cases)) {
    for (const { messages, error, pendingBytes } of everyWay(input)) {
      t.strictSame([messages.map(([text]) => text), error, pendingBytes], [texts, undefined, 0], encodeURI(input))
    }
  }
})

t.test('any messages with any white space between them, cut anywhere', async () => {
  const gap = fc.constantFrom('', ' ', '\n', '\t', '\r', ' \r\n\t ')
  const stream = fc.array(fc.tuple(jsonMessage, gap), { minLength: 1, maxLength: 6 })
  const cuts = fc.array(fc.nat(), { maxLength: 20 })
  fc.assert(
    fc.property(stream, cuts, (parts, places) => {
      const bytes = Buffer.from(parts.map(([{ text }, space]) => text + space).join(''))
      const sorted = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
      const chunks = sorted.slice(1).map((end, i) => bytes.subarray(sorted[i], end))
      const whole = split([bytes])
      deepStrictEqual(split(chunks), whole)
      deepStrictEqual(split(eachByte(bytes)), whole)
      deepStrictEqual(
        whole.messages.map(([text]) => text),
        parts.map(([{ text }]) => text),
      )
      for (const [i, [text, wide]] of whole.messages.entries())
        deepStrictEqual(parseJson(text, wide), parts[i]?.[0].value)
    }),
    { numRuns: 500 },
  )
})

t.test('a wide integer or an exponent is noticed wherever it stands and however it is cut', async (t) => {
  const wide = [
    '[9007199254740992]',
    '[12345678e12345678]',
    '[1.5E3]',
    '{"a":9e15}',
    '[-9007199254740992]',
    '{"a":9007199254740993}',
    '[[1],[2,{"a":[9223372036854775807]}]]',
    '["1",9223372036854775807]',
    '[\n9223372036854775807\n]',
    '[1,22,333,1234567890123456]',
  ]
  const narrow = [
    '[123456789012345]',
    '["9223372036854775807"]',
    '{"9223372036854775807":1}',
    '["\\"9223372036854775807"]',
    '[12345678,12345678,12345678]',
    '[12345678.12345678]',
    '{"1e1":"1e1","e":[1,true,false]}',
  ]
  for (const [texts, expected] of [
    [wide, true],
    [narrow, false],
  ] as const) {
    for (const text of texts) {
      for (const { messages } of everyWay(text)) t.strictSame(messages, [[text, expected]], text)
    }
  }
})

t.test('each message has its own mark', async (t) => {
  const input = '[1234567890123456][1]["1234567890123456"][1234567890123456][123456789012345]'
  for (const { messages } of everyWay(input)) {
    t.strictSame(
      messages.map(([, wide]) => wide),
      [true, false, false, true, false],
    )
  }
  const lists = [
    '[[[[[1234567890123456],2]]]]',
    '[1234567890123456,[[[{},2]]]]',
    '[[[[{},2]]]]',
    '[[[[{},2,1234567890123456]]],1]',
  ]
  for (const { messages } of everyWay([...lists, '[]'].join(''), { runBytes: 0 })) {
    t.strictSame(
      messages.map(([, wide]) => wide),
      [true, true, false, true, false],
    )
  }
})

t.test('what is between messages and is no white space is refused at once, after what came before', async (t) => {
  const garbage: Readonly<Record<string, RegExp>> = {
    x: /got "x" \(0x78\)/,
    ',': /got "," \(0x2c\)/,
    '"': /got """ \(0x22\)/,
    ']': /got "]" \(0x5d\)/,
    '}': /got "}" \(0x7d\)/,
    '1': /got "1" \(0x31\)/,
    '\0': /got byte 0x00/,
    '\f': /got byte 0x0c/,
    '\x15\x03\x03\x00\x02\x02\x46': /got byte 0x15, as a refusal by TLS begins$/,
    '\u007f': /got byte 0x7f/,
    '\ufeff': /got byte 0xef/,
    '\u00a0': /got byte 0xc2/,
  }
  for (const [text, message] of Object.entries(garbage)) {
    for (const { messages, error } of everyWay(`{} ${text}{}`)) {
      t.strictSame(messages, [['{}', false]])
      t.type(error, ProtocolError)
      t.match(error, { code: 'PROTOCOL', message })
    }
  }
})

t.test('invalid UTF-8 is refused', async (t) => {
  const sequences = [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]]
  for (const sequence of sequences) {
    const bytes = Buffer.concat([Buffer.from('{}["'), Buffer.from(sequence), Buffer.from('"]')])
    for (const { messages, error } of everyWay(bytes)) {
      t.strictSame(messages, [['{}', false]])
      t.match(error, { code: 'PROTOCOL', message: `expected UTF-8, got a message of ${bytes.length - 2} bytes` })
      t.type((error as Error).cause, TypeError)
    }
  }
})

t.test('the size limit: a message of just so many bytes is taken, one more is not', async (t) => {
  const maxMessageBytes = 12
  const fits = `["${'é'.repeat(4)}"]`
  const tooLarge = `["${'é'.repeat(4)}!"]`
  t.equal(Buffer.byteLength(fits), maxMessageBytes)
  for (const { messages, error } of everyWay(`${fits}${fits}`, { maxMessageBytes })) {
    t.strictSame([messages.length, error], [2, undefined])
  }
  for (const { messages, error } of everyWay(`${fits}${tooLarge}`, { maxMessageBytes })) {
    t.equal(messages.length, 1)
    t.type(error, MessageTooLargeError)
    t.match(error, { code: 'MESSAGE_TOO_LARGE', message: /at most 12 bytes/ })
  }
})

t.test('a message over the limit is refused before it is complete', async (t) => {
  const { error, pendingBytes } = split(eachByte(bytesOf('["never closed')), { maxMessageBytes: 4 })
  t.type(error, MessageTooLargeError)
  t.equal(pendingBytes, 4, 'held back no more than the limit')
})

t.test(
  'lists and objects count as sixteen bytes each, so that none is parsed that takes many times its size',
  async (t) => {
    const limits = { maxMessageBytes: 16 * 2000 }
    const message = (containers: number) =>
      `[${Array(containers - 1)
        .fill('{}')
        .join(',')}]`
    const pieces = (text: string) => [bytesOf(text.slice(0, 1000)), bytesOf(text.slice(1000))]
    t.strictSame(split(pieces(message(2000) + message(2000)), limits).messages.length, 2, 'each message anew')
    const { messages, error } = split(pieces(message(2001)), limits)
    t.equal(messages.length, 0)
    t.match(error, { code: 'MESSAGE_TOO_LARGE', message: /at most 2000 lists and objects, got more/ })
  },
)

t.test('the depth limit: so deep is taken, one deeper is not', async (t) => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
  for (const maxDepth of [1, 2, 5]) {
    for (const { messages } of everyWay(nested(maxDepth), { maxDepth })) t.equal(messages.length, 1)
    for (const { error } of everyWay(nested(maxDepth + 1), { maxDepth })) {
      t.match(error, { code: 'PROTOCOL', message: `expected JSON nested at most ${maxDepth} deep, got deeper` })
    }
  }
  t.equal(split([bytesOf(nested(DEFAULT_MAX_DEPTH))]).messages.length, 1)
  t.type(split([bytesOf(nested(DEFAULT_MAX_DEPTH + 1))]).error, ProtocolError)
  t.equal(split([bytesOf(`["${'['.repeat(DEFAULT_MAX_DEPTH + 1)}"]`)]).messages.length, 1, 'not in a string')
})

t.test('what is unfinished is held back', async (t) => {
  const splitter = new JsonSplitter(() => {})
  splitter.push(bytesOf(''))
  t.equal(splitter.pendingBytes, 0)
  splitter.push(bytesOf(' \n'))
  t.equal(splitter.pendingBytes, 0, 'white space is not')
  splitter.push(bytesOf('[1][2'))
  t.equal(splitter.pendingBytes, 2)
  splitter.push(bytesOf(''))
  splitter.push(bytesOf(',3'))
  t.equal(splitter.pendingBytes, 4)
  splitter.push(bytesOf(']'))
  t.equal(splitter.pendingBytes, 0)
  t.ok(DEFAULT_MAX_MESSAGE_BYTES >= 64 * 1024 * 1024, 'a database of 10,000 ports fits many times')
})

t.test('a message in very many pieces costs little more than it holds', async (t) => {
  const memory = () => {
    collectGarbage()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const messages: string[] = []
  const splitter = new JsonSplitter(({ text }) => messages.push(text))
  const before = memory()
  const pieces = 200_000
  splitter.push(bytesOf('["'))
  for (let n = 0; n < pieces; n++) splitter.push(bytesOf('x'))
  const each = (memory() - before) / pieces
  t.ok(each < 20, `${each} bytes for each`)
  splitter.push(bytesOf('"]'))
  t.ok(messages[0] === `["${'x'.repeat(pieces)}"]`)
})
