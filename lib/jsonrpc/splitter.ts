import { MessageTooLargeError, ProtocolError } from './errors.js'

export interface SplitterOptions {
  /** A message of more bytes than this is refused. Default {@link DEFAULT_MAX_MESSAGE_BYTES}. */
  readonly maxMessageBytes?: number
  /** A message nested deeper than this is refused. Default {@link DEFAULT_MAX_DEPTH}, which is Open vSwitch's own limit. */
  readonly maxDepth?: number
}

/** Called with the text of each message, and whether it may hold an integer beyond 2^53 or a number beyond all. */
export type MessageHandler = (text: string, wide: boolean) => void

export const DEFAULT_MAX_MESSAGE_BYTES = 128 * 1024 * 1024
export const DEFAULT_MAX_DEPTH = 1000

/** 2^53 has 16 digits: a shorter run of digits outside a string, without an exponent, is exact as a `number`. */
const WIDE_DIGITS = 16

/** So many parts in a row are made one: a part costs a hundred bytes of its own, however few it holds. */
const LOOSE_PARTS = 1024

const QUOTE = 0x22
const BACKSLASH = 0x5c
const DIGIT_0 = 0x30
const DIGIT_9 = 0x39
const LETTER_E = 0x65
const LOWER_CASE = 0x20

/**
 * Cuts a byte stream into JSON texts by nesting depth: JSON-RPC 1.0 over a stream has neither delimiter nor length
 * (RFC 7047 section 4). Pure: bytes in, texts out; chunks may be cut anywhere, also inside a UTF-8 sequence.
 *
 * @example
 * const splitter = new JsonSplitter((text) => console.log(text))
 * splitter.push(new TextEncoder().encode('{"id":1}{"id"'))
 * splitter.push(new TextEncoder().encode(':2}'))
 */
export class JsonSplitter {
  readonly #onMessage: MessageHandler
  readonly #maxMessageBytes: number
  readonly #maxDepth: number
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })

  #depth = 0
  #inString = false
  #escaped = false
  #digits = 0
  #wide = false
  #parts: Uint8Array[] = []
  #partBytes = 0
  /** Parts at the end that have not been joined with each other. */
  #looseParts = 0

  constructor(onMessage: MessageHandler, options: SplitterOptions = {}) {
    this.#onMessage = onMessage
    this.#maxMessageBytes = options.maxMessageBytes ?? DEFAULT_MAX_MESSAGE_BYTES
    this.#maxDepth = options.maxDepth ?? DEFAULT_MAX_DEPTH
  }

  /** Bytes of an unfinished message held back. */
  get pendingBytes(): number {
    return this.#partBytes
  }

  /**
   * Takes the next bytes of the stream. The chunk is kept by reference until its last message is complete.
   *
   * @throws {ProtocolError} on bytes between messages that are no white space, invalid UTF-8, or nesting too deep
   * @throws {MessageTooLargeError} on a message over the limit
   */
  push(chunk: Uint8Array): void {
    const length = chunk.length
    if (length === 0) return
    let depth = this.#depth
    let inString = this.#inString
    let digits = this.#digits
    const maxDepth = this.#maxDepth
    let start = 0
    let i = 0
    if (this.#escaped) {
      this.#escaped = false
      i = 1
    }
    while (i < length) {
      if (inString) {
        while (i < length) {
          const byte = chunk[i++]
          if (byte === QUOTE) {
            inString = false
            break
          }
          if (byte === BACKSLASH) i++
        }
        continue
      }
      const byte = chunk[i++] as number
      if (depth === 0) {
        if (byte === 0x7b || byte === 0x5b) {
          start = i - 1
          depth = 1
        } else if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) {
          throw new ProtocolError(`expected a JSON object, got ${describeByte(byte)}`)
        }
      } else if (byte >= DIGIT_0 && byte <= DIGIT_9) {
        if (++digits === WIDE_DIGITS) this.#wide = true
      } else {
        if (digits > 0 && (byte | LOWER_CASE) === LETTER_E) this.#wide = true
        digits = 0
        if (byte === QUOTE) inString = true
        else if (byte === 0x7b || byte === 0x5b) {
          if (++depth > maxDepth) throw new ProtocolError(`expected JSON nested at most ${maxDepth} deep, got deeper`)
        } else if ((byte === 0x7d || byte === 0x5d) && --depth === 0) this.#emit(chunk.subarray(start, i))
      }
    }
    this.#escaped = i > length
    this.#depth = depth
    this.#inString = inString
    this.#digits = digits
    if (depth > 0) this.#keep(chunk.subarray(start))
  }

  #keep(part: Uint8Array): void {
    this.#checkSize(part.length)
    this.#parts.push(part)
    this.#partBytes += part.length
    if (++this.#looseParts < LOOSE_PARTS) return
    this.#parts.push(concat(this.#parts.splice(-LOOSE_PARTS)))
    this.#looseParts = 0
  }

  #emit(last: Uint8Array): void {
    this.#checkSize(last.length)
    const bytes = this.#join(last)
    const wide = this.#wide
    this.#wide = false
    this.#onMessage(this.#decode(bytes), wide)
  }

  #join(last: Uint8Array): Uint8Array {
    if (this.#partBytes === 0) return last
    const bytes = concat([...this.#parts, last])
    this.#parts = []
    this.#partBytes = 0
    this.#looseParts = 0
    return bytes
  }

  #decode(bytes: Uint8Array): string {
    try {
      return this.#decoder.decode(bytes)
    } catch (cause) {
      throw new ProtocolError(`expected UTF-8, got a message of ${bytes.length} bytes that is not`, { cause })
    }
  }

  #checkSize(more: number): void {
    if (this.#partBytes + more > this.#maxMessageBytes) throw new MessageTooLargeError(this.#maxMessageBytes)
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

/** The first byte of what a TLS server answers to plain text (RFC 8446 section 5.1). */
const TLS_ALERT = 0x15

function describeByte(byte: number): string {
  const hex = `0x${byte.toString(16).padStart(2, '0')}`
  if (byte > 0x20 && byte < 0x7f) return `"${String.fromCharCode(byte)}" (${hex})`
  return byte === TLS_ALERT ? `byte ${hex}, as a refusal by TLS begins` : `byte ${hex}`
}
