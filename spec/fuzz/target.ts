import type fc from 'fast-check'
import { DatabaseError } from '../../lib/ovsdb/value/database-error.js'

/** Something that takes what others wrote, and what holds of it whatever they wrote. */
export interface FuzzTarget {
  readonly name: string
  /** Real inputs to begin with: what was captured, and the reference's own cases. */
  readonly seeds: readonly Uint8Array[]
  /** Inputs that are nearly right. */
  readonly generated: fc.Arbitrary<Uint8Array>
  /** Pieces that mean something to it. */
  readonly words: readonly string[]
  /** @throws when something does not hold */
  check(input: Uint8Array): void | Promise<void>
}

type ErrorClass = abstract new (...args: never[]) => Error

/**
 * Gives a parser its input. It may refuse it, with an error of its area: one that has a code, and says on one line that
 * does not grow with the input what was expected.
 *
 * @returns what it made of it; `undefined` when it refused it
 * @throws any other error, and one of the area that says nothing
 */
export function survive<T>(parse: () => T, ...refusals: readonly ErrorClass[]): T | undefined {
  try {
    return parse()
  } catch (error) {
    checkRefusal(error, refusals)
    return undefined
  }
}

/** The same, of what takes its time. */
export async function surviveAsync<T>(
  parse: () => Promise<T>,
  ...refusals: readonly ErrorClass[]
): Promise<T | undefined> {
  try {
    return await parse()
  } catch (error) {
    checkRefusal(error, refusals)
    return undefined
  }
}

const LONGEST_MESSAGE = 2000

function checkRefusal(error: unknown, refusals: readonly ErrorClass[]): void {
  if (!(error instanceof Error) || !refusals.some((refusal) => error instanceof refusal)) throw error
  const { message } = error
  if (!('code' in error)) throw broken('an error with a code', error)
  // What a database says of an operation is said in the words of the reference, to whoever wrote the operation.
  if (error instanceof DatabaseError) return
  if (message.length > LONGEST_MESSAGE) throw broken(`at most ${LONGEST_MESSAGE} characters of message`, error)
  // What a database says of an operation is said in the words of the reference.
  if (!(error instanceof DatabaseError) && !/expected/.test(message))
    throw broken('a message that says what was expected', error)
}

/** @param got an error, whose stack says where it came from */
export function broken(expected: string, got: unknown): Error {
  if (!(got instanceof Error)) return new Error(`expected ${expected}, got ${got}`)
  return new Error(`expected ${expected}, got ${got.name}: ${got.message.slice(0, 200)}`, { cause: got })
}

const DECODER = new TextDecoder()

export function textOf(input: Uint8Array): string {
  return DECODER.decode(input)
}

export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text)
}

/** The JSON that the input is; `undefined` when it is none, or one that nests deeper than a session lets through. */
export function jsonOf(input: Uint8Array, parse: (text: string) => unknown): unknown {
  try {
    return parse(textOf(input))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined
    throw error
  }
}
