import type { Random } from '../../lib/demo/random.js'

export interface Mutation {
  readonly random: Random
  /** Pieces that mean something to who reads the input. */
  readonly words: readonly string[]
  /** Another input, of which a part can be taken. */
  readonly other: Uint8Array
  /** No input becomes longer. */
  readonly maxBytes: number
}

type Mutator = (input: Buffer, mutation: Mutation) => Buffer

/** What readers of text, numbers, JSON, YAML and HTTP get wrong. */
const WORDS: readonly string[] = [
  '\0',
  '\n',
  '\r\n',
  '\t',
  ' ',
  '"',
  '\\',
  "'",
  ',',
  ':',
  '{}',
  '[]',
  '{',
  '[',
  '}',
  ']',
  'null',
  'true',
  '-0',
  '1e999',
  '-1',
  '9007199254740993',
  '9223372036854775808',
  '-9223372036854775809',
  '0.1',
  '__proto__',
  '"__proto__":',
  'constructor',
  'toString',
  '\\u0000',
  '\\ud800',
  '\u2028',
  '\u202e',
  '\u001b[2J',
  '\ufeff',
  '😀',
  'é',
  '<script>',
]

/** Changes an input a few times over, so that it is nearly what it was. */
export function mutate(input: Uint8Array, mutation: Mutation): Uint8Array {
  let mutated: Buffer = Buffer.from(input)
  const times = 1 + below(4, mutation.random)
  for (let i = 0; i < times; i++) mutated = oneOf(MUTATORS, mutation.random)(mutated, mutation)
  return mutated.subarray(0, mutation.maxBytes)
}

const flipBit: Mutator = (input, { random }) => {
  if (input.length > 0) {
    const at = below(input.length, random)
    input.writeUInt8(input.readUInt8(at) ^ (1 << below(8, random)), at)
  }
  return input
}

const setByte: Mutator = (input, { random }) => {
  if (input.length > 0) input.writeUInt8(below(256, random), below(input.length, random))
  return input
}

const remove: Mutator = (input, { random }) => {
  const [from, to] = rangeOf(input, random)
  return Buffer.concat([input.subarray(0, from), input.subarray(to)])
}

const truncate: Mutator = (input, { random }) => input.subarray(0, below(input.length + 1, random))

const insertWord: Mutator = (input, { random, words }) => {
  const word = random() < 0.5 && words.length > 0 ? oneOf(words, random) : oneOf(WORDS, random)
  return insert(input, Buffer.from(word), random)
}

const repeat: Mutator = (input, { random, maxBytes }) => {
  const [from, to] = rangeOf(input, random)
  const most = Math.floor((maxBytes - input.length) / Math.max(1, to - from))
  const times = below(Math.max(1, Math.min(most, 4 ** (1 + below(6, random)))), random)
  const part = Buffer.from(input.subarray(from, to))
  return Buffer.concat([input.subarray(0, to), ...Array<Buffer>(times).fill(part), input.subarray(to)])
}

const splice: Mutator = (input, { random, other }) => {
  const [from, to] = rangeOf(Buffer.from(other), random)
  return insert(input, Buffer.from(other.subarray(from, to)), random)
}

/** A number becomes one at the edge of some range. */
const changeNumber: Mutator = (input, { random }) => {
  const text = input.toString('latin1')
  const numbers = [...text.matchAll(/-?\d+/g)]
  if (numbers.length === 0) return input
  const { 0: digits, index } = oneOf(numbers, random)
  const edge = oneOf(['0', '-1', '1', '255', '65536', '2147483648', '9007199254740993', '1e400', `${digits}0`], random)
  return Buffer.from(text.slice(0, index) + edge + text.slice(index + digits.length), 'latin1')
}

/** A value of a JSON text becomes another one, goes, or is doubled. */
const changeJson: Mutator = (input, { random, other }) => {
  const json = parsed(input)
  if (typeof json !== 'object' || json === null) return input
  const nodes = containersOf(json)
  const node = oneOf(nodes, random)
  const keys = Object.keys(node)
  if (keys.length === 0) return input
  const key = oneOf(keys, random)
  const foreign = parsed(other)
  const pool = [...nodes, ...(typeof foreign === 'object' && foreign !== null ? containersOf(foreign) : [])]
  const values = [null, true, 0, -1, 1.5, '', 'x', [], {}, [[]], ['set', []], ['map', []], oneOf(pool, random)]
  const value = oneOf(values, random)
  if (Array.isArray(node)) {
    const places = [() => node.splice(Number(key), 1), () => node.push(value), () => node.splice(Number(key), 1, value)]
    oneOf(places, random)()
  } else {
    const members = node as Record<string, unknown>
    const name = random() < 0.3 ? oneOf(['__proto__', 'x', '', 'length', ...keys], random) : key
    if (random() < 0.3) delete members[key]
    else Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true })
  }
  try {
    return Buffer.from(JSON.stringify(json))
  } catch {
    return input
  }
}

const MUTATORS: readonly Mutator[] = [
  flipBit,
  setByte,
  remove,
  truncate,
  insertWord,
  insertWord,
  repeat,
  splice,
  changeNumber,
  changeJson,
  changeJson,
  changeJson,
]

function insert(input: Buffer, part: Buffer, random: Random): Buffer {
  const at = below(input.length + 1, random)
  return Buffer.concat([input.subarray(0, at), part, input.subarray(at)])
}

function rangeOf(input: Buffer, random: Random): readonly [from: number, to: number] {
  const from = below(input.length + 1, random)
  const longest = input.length - from
  return [from, from + below(1 + Math.min(longest, random() < 0.5 ? 16 : longest), random)]
}

function parsed(input: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(input).toString())
  } catch {
    return undefined
  }
}

const MOST_CONTAINERS = 2000

function containersOf(json: object): readonly object[] {
  const found = [json]
  for (const node of found) {
    if (found.length > MOST_CONTAINERS) break
    for (const value of Object.values(node)) if (typeof value === 'object' && value !== null) found.push(value)
  }
  return found
}

/** A whole number from 0 up to, but not, `end`. */
export function below(end: number, random: Random): number {
  return Math.floor(random() * end)
}

export function oneOf<T>(items: readonly T[], random: Random): T {
  return items[below(items.length, random)] as T
}
