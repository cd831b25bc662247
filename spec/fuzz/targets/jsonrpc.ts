import fc from 'fast-check'
import { InvalidRequestError, JsonRpcError, ProtocolError } from '../../../lib/jsonrpc/errors.js'
import { parseJson, stringifyJson } from '../../../lib/jsonrpc/json.js'
import { encodeError, encodeNotification, encodeSuccess, type Message } from '../../../lib/jsonrpc/message.js'
import type { MessageBytes } from '../../../lib/jsonrpc/message-bytes.js'
import { DEFAULT_MAX_DEPTH, JsonSplitter, type SplitterOptions } from '../../../lib/jsonrpc/splitter.js'
import { decodeText } from '../../support/decode-text.js'
import { jsonMessage, jsonValue } from '../../support/json-arbitrary.js'
import { broken, bytesOf, type FuzzTarget, survive, textOf } from '../target.js'
import { captured, vectors } from './files.js'

const WORDS = ['"id":', '"id":null', '"method":"echo"', '"params":[]', '"result":', '"error":', '"jsonrpc":"2.0"', '}{']

const MESSAGES = [
  '{"id":1,"result":[{"rows":[]}],"error":null}',
  '{"id":"echo","method":"echo","params":[]}',
  '{"id":null,"method":"update3","params":[["monid",1],"0",{"T":{"u":{"modify":{"n":9223372036854775807}}}}]}',
  '{"id":2,"error":{"error":"unknown database","details":"d"}}',
  '{"id":3,"result":[{"rows":[{"n":1},{"n":9223372036854775807},{"n":"\\u00e9"}]},{"rows":[[],2]}],"error":null}',
  '[[[[1,2,3],{"a":[1,2]},[[1],[2]]],{"rows":["\\u0000",","]}]]',
].map(bytesOf)

const seeds = [...MESSAGES, ...vectors('json.json'), ...captured('ovsdb', '.json')]

/** Limits that inputs of a few bytes reach. */
const NARROW: SplitterOptions = { maxMessageBytes: 64, maxDepth: 8, runBytes: 8 }
const WIDE: SplitterOptions = { runBytes: 0 }

/** Byte by byte only what is no longer. */
const LONGEST_IN_BYTES = 2048

/** However the stream is cut, the same messages come out of it, and together they are what came. */
export const splitter: FuzzTarget = {
  name: 'splitter',
  seeds,
  words: WORDS,
  generated: fc
    .array(fc.tuple(jsonMessage, fc.constantFrom('', ' ', '\n')), { maxLength: 5 })
    .map((parts) => bytesOf(parts.map(([{ text }, gap]) => text + gap).join(''))),
  check(input) {
    for (const options of [WIDE, NARROW]) {
      const whole = split([input], options)
      if (!whole.refused) expectNothingLost(input, whole)
      const step = input.length > LONGEST_IN_BYTES ? Math.ceil(input.length / 100) : 1
      for (const size of [step, step + 6, (input[0] ?? 0) + 1]) {
        const cut = split(pieces(input, size), options)
        if (cut.refused !== whole.refused || cut.texts.join('\n') !== whole.texts.join('\n')) {
          throw broken('the same messages of pieces', `other ones of pieces of ${size}`)
        }
        if (cut.pending > (options.maxMessageBytes ?? input.length)) throw broken('no more held back', cut.pending)
      }
    }
  },
}

interface Split {
  readonly texts: readonly string[]
  readonly refused: boolean
  readonly pending: number
}

function split(chunks: Iterable<Uint8Array>, options: SplitterOptions): Split {
  const texts: string[] = []
  const taker = new JsonSplitter((message) => {
    texts.push(message.text)
    expectSameInRuns(message)
  }, options)
  const done = survive(() => {
    for (const chunk of chunks) taker.push(chunk)
    return true
  }, JsonRpcError)
  return { texts, refused: done === undefined, pending: taker.pendingBytes }
}

/** Read in runs, it is what it is as one text, and is refused where that is. */
function expectSameInRuns(message: MessageBytes): void {
  const [whole, inRuns] = [() => parseJson(message.text, message.wide), () => message.parse()].map((parse) => {
    const read = attempt(parse)
    return read === undefined ? 'refused' : stringifyJson(read.value)
  })
  if (inRuns !== whole) throw broken(`the same value in runs: ${whole?.slice(0, 200)}`, inRuns?.slice(0, 200))
}

function* pieces(input: Uint8Array, size: number): Iterable<Uint8Array> {
  for (let at = 0; at < input.length; at += size) yield input.subarray(at, at + size)
}

/** The messages, with white space between them, and what is held back are all there was. */
function expectNothingLost(input: Uint8Array, { texts, pending }: Split): void {
  const rest = textOf(input.subarray(0, input.length - pending))
  let at = 0
  for (const text of texts) {
    at = rest.indexOf(text, at) + text.length
    if (at < text.length) throw broken('each message as it came', 'another one')
  }
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  if (
    rest.replaceAll(/[ \t\r\n]/g, '').length > texts.join('').replaceAll(/[ \t\r\n]/g, '').length ||
    at > rest.length
  ) {
    throw broken('all that came in the messages', `${length} characters of ${rest.length}`)
  }
}

/** It means what JSON.parse says, integers of 64 bits aside; what it refuses beyond that are the three kinds it names. */
export const json: FuzzTarget = {
  name: 'json',
  seeds,
  words: WORDS,
  generated: jsonValue.map(({ text }) => bytesOf(text)),
  check(input) {
    const text = textOf(input)
    if (isTooDeep(text)) return
    const lenient = attempt(() => JSON.parse(text))
    for (const wide of [true, false]) {
      const strict = attempt(() => parseJson(text, wide))
      if (strict !== undefined && lenient === undefined) throw broken('a refusal, as of JSON.parse', 'a value')
      if (strict === undefined && lenient !== undefined && !MAY_BE_REFUSED.test(text)) throw broken('a value', 'none')
      if (strict === undefined || lenient === undefined) continue
      const written = stringifyJson(strict.value)
      if (JSON.stringify(JSON.parse(written)) !== JSON.stringify(lenient.value)) throw broken('the same value', written)
      if (wide && stringifyJson(parseJson(written)) !== written) throw broken('the same text again', written)
    }
  },
}

/** Half a character, a NUL, and a number that is not finite. */
const MAY_BE_REFUSED = /\\u|\d{300}|[eE]\+?\d{3}/

function attempt(parse: () => unknown): { readonly value: unknown } | undefined {
  try {
    return { value: parse() }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Deeper than a splitter lets through. */
function isTooDeep(text: string): boolean {
  return (text.match(/[[{]/g)?.length ?? 0) > DEFAULT_MAX_DEPTH
}

/** It is a message of JSON-RPC 1.0, and is told as it was understood; or it is refused. */
export const message: FuzzTarget = {
  name: 'message',
  seeds,
  words: WORDS,
  generated: fc
    .tuple(fc.constantFrom('id', 'method', 'params', 'result', 'error'), jsonValue, jsonValue, jsonMessage)
    .map(([name, { text: id }, { text: one }, { text: other }]) =>
      bytesOf(`{"id":${id},"method":"m","params":[${one}],"${name}":${other}}`),
    ),
  check(input) {
    const text = textOf(input)
    const read = survive(() => decodeText(text), ProtocolError)
    if (read === undefined) return
    const written = survive(() => encode(read), InvalidRequestError)
    if (written === undefined) return
    const again = read.kind === 'request' ? stringifyJson(parseJson(written)) : encode(decodeText(written))
    if (again !== written) throw broken(written.slice(0, 200), again.slice(0, 200))
  },
}

function encode(read: Message): string {
  switch (read.kind) {
    case 'request':
      // Its id is the peer's, any JSON: it is written in a reply only.
      return encodeSuccess(read.id, read.params)
    case 'notification':
      return encodeNotification(read.method, read.params)
    case 'success':
      return encodeSuccess(read.id, read.result)
    case 'error':
      return encodeError(read.id, read.error)
  }
}
