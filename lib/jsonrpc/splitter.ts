import { MessageTooLargeError, ProtocolError } from './errors.js'
import { type CutList, MessageBytes, ROWS_DEPTH, type Run } from './message-bytes.js'

export interface SplitterOptions {
  /**
   * A message of more bytes than this is refused, where each list and object counts as 16 bytes at least. Default
   * {@link DEFAULT_MAX_MESSAGE_BYTES}.
   */
  readonly maxMessageBytes?: number
  /** A message nested deeper than this is refused. Default {@link DEFAULT_MAX_DEPTH}, which is Open vSwitch's own limit. */
  readonly maxDepth?: number
  /** Long lists of rows are read in runs of more bytes than this (see {@link MessageBytes}). Default 60 KiB. */
  readonly runBytes?: number
}

/** Called with each message. */
export type MessageHandler = (message: MessageBytes) => void

export const DEFAULT_MAX_MESSAGE_BYTES = 128 * 1024 * 1024
export const DEFAULT_MAX_DEPTH = 1000

/** Parsed, an empty object takes 64 bytes: of two bytes each, a message would take thirty times its size in memory. */
const BYTES_PER_CONTAINER = 16

/** 2^53 has 16 digits: a shorter run of digits outside a string, without an exponent, is exact as a `number`. */
const WIDE_DIGITS = 16

/** V8 gives a text of this size no pages of its own, even with two bytes for each character. */
const RUN_BYTES = 60 * 1024

/** Memory that is kept from message to message has at most so many bytes: fresh memory costs more than copying into it. */
const MAX_KEPT_BYTES = 8 * 1024 * 1024
const FIRST_BYTES = 64 * 1024

const NOWHERE = -1

const QUOTE = 0x22
const BACKSLASH = 0x5c
const DIGIT_0 = 0x30
const COMMA = 0x2c
const OPENING_BRACKET = 0x5b
const OPENING_BRACE = 0x7b
const CLOSING_BRACE = 0x7d
const LETTER_E = 0x65
/** By which a brace differs from a bracket, and a lower from an upper case letter. */
const BIT_5 = 0x20

/**
 * Cuts a byte stream into JSON texts by nesting depth: JSON-RPC 1.0 over a stream has neither delimiter nor length
 * (RFC 7047 section 4). Pure: bytes in, messages out; chunks may be cut anywhere, also inside a UTF-8 sequence.
 *
 * @example
 * const splitter = new JsonSplitter(({ text }) => console.log(text))
 * splitter.push(new TextEncoder().encode('{"id":1}{"id"'))
 * splitter.push(new TextEncoder().encode(':2}'))
 */
export class JsonSplitter {
  readonly #onMessage: MessageHandler
  readonly #maxMessageBytes: number
  readonly #maxContainers: number
  readonly #maxDepth: number
  readonly #runBytes: number

  #depth = 0
  #containers = 0
  #inString = false
  #escaped = false
  #digits = 0
  #wide = false
  /** Where in the message the current run began, when {@link ROWS_DEPTH} deep in a list. */
  #runStart = NOWHERE
  #listStart = NOWHERE
  #runs: Run[] = []
  #lists: CutList[] = []
  #wideOutside = false
  /** Holds the beginning of an unfinished message. */
  #buffer = new Uint8Array(0)
  #pending = 0

  constructor(onMessage: MessageHandler, options: SplitterOptions = {}) {
    this.#onMessage = onMessage
    this.#maxMessageBytes = options.maxMessageBytes ?? DEFAULT_MAX_MESSAGE_BYTES
    this.#maxContainers = Math.max(DEFAULT_MAX_DEPTH, Math.floor(this.#maxMessageBytes / BYTES_PER_CONTAINER))
    this.#maxDepth = options.maxDepth ?? DEFAULT_MAX_DEPTH
    this.#runBytes = options.runBytes ?? RUN_BYTES
  }

  /** Bytes of an unfinished message held back. */
  get pendingBytes(): number {
    return this.#pending
  }

  /**
   * Takes the next bytes of the stream. The chunk is not kept.
   *
   * @throws {ProtocolError} on bytes between messages that are no white space, invalid UTF-8, or nesting too deep
   * @throws {MessageTooLargeError} on a message over the limit
   */
  push(chunk: Uint8Array): void {
    let start = 0
    for (;;) {
      if (this.#depth === 0) start = skipSpace(chunk, start)
      if (start === chunk.length) return
      const end = this.#scan(chunk, start)
      const part = chunk.subarray(start, end)
      if (this.#depth > 0) {
        this.#keep(part)
        return
      }
      this.#emit(part)
      start = end
    }
  }

  /** Reads on to the end of the message or of the chunk, and returns where that is. */
  #scan(chunk: Uint8Array, start: number): number {
    const length = chunk.length
    const maxContainers = this.#maxContainers
    const maxDepth = this.#maxDepth
    const offset = this.#pending - start
    let depth = this.#depth
    let digits = this.#digits
    let containers = this.#containers
    let i = this.#escaped ? start + 1 : start
    if (this.#inString) i = endOfString(chunk, i)
    if (digits > 0 && !isDigit(chunk[i] as number)) {
      if (isExponent(chunk[i] as number)) this.#wide = true
      digits = 0
    }
    while (i < length) {
      const byte = chunk[i++] as number
      // What comes most often is told first.
      if (byte === COMMA) continue
      if (isDigit(byte)) {
        const first = i - 1
        while (i < length && isDigit(chunk[i] as number)) i++
        digits += i - first
        if (digits >= WIDE_DIGITS) this.#wide = true
        if (i === length) break
        if (isExponent(chunk[i] as number)) this.#wide = true
        digits = 0
      } else if (byte === QUOTE) i = endOfString(chunk, i)
      else if (isOpening(byte)) {
        if (++depth > maxDepth) throw new ProtocolError(`expected JSON nested at most ${maxDepth} deep, got deeper`)
        if (++containers > maxContainers) throw new MessageTooLargeError(maxContainers, 'lists and objects')
        if (depth === ROWS_DEPTH) this.#runStart = byte === OPENING_BRACKET ? offset + i : NOWHERE
      } else if (isClosing(byte) && --depth <= ROWS_DEPTH) {
        if (depth === 0) break
        if (depth === ROWS_DEPTH) this.#endElement(offset + i)
        else if (this.#runs.length > 0) this.#endList(offset + i - 1)
      }
    }
    this.#inString = i > length
    this.#escaped = i > length + 1
    this.#depth = depth
    this.#containers = depth === 0 ? 0 : containers
    this.#digits = digits
    return i
  }

  /** With it a run ends, when it is long enough. */
  #endElement(end: number): void {
    if (this.#runStart === NOWHERE || end - this.#runStart <= this.#runBytes) return
    if (this.#runs.length === 0) {
      this.#listStart = this.#runStart
      if (this.#wide) this.#wideOutside = true
    }
    this.#endRun(end)
    this.#runStart = end
  }

  #endRun(end: number): void {
    this.#runs.push({ end, wide: this.#wide })
    this.#wide = false
  }

  #endList(end: number): void {
    this.#endRun(end)
    this.#lists.push({ start: this.#listStart, runs: this.#runs })
    this.#runs = []
  }

  #emit(last: Uint8Array): void {
    const wide = this.#wide || this.#wideOutside
    const lists = this.#lists
    this.#wide = false
    this.#wideOutside = false
    if (lists.length > 0) this.#lists = []
    let bytes = last
    if (this.#pending === 0) this.#checkSize(last.length)
    else {
      this.#keep(last)
      bytes = this.#buffer.subarray(0, this.#pending)
      this.#pending = 0
      if (this.#buffer.length > MAX_KEPT_BYTES) this.#buffer = new Uint8Array(0)
    }
    this.#onMessage(new MessageBytes(bytes, wide, lists))
  }

  #keep(part: Uint8Array): void {
    this.#checkSize(part.length)
    const length = this.#pending + part.length
    if (length > this.#buffer.length) {
      const larger = new Uint8Array(
        Math.max(FIRST_BYTES, length, Math.min(2 * this.#buffer.length, this.#maxMessageBytes)),
      )
      larger.set(this.#buffer.subarray(0, this.#pending))
      this.#buffer = larger
    }
    this.#buffer.set(part, this.#pending)
    this.#pending = length
  }

  #checkSize(more: number): void {
    if (this.#pending + more > this.#maxMessageBytes) throw new MessageTooLargeError(this.#maxMessageBytes)
  }
}

/** Where the next message begins, or the end. */
function skipSpace(chunk: Uint8Array, start: number): number {
  for (let i = start; i < chunk.length; i++) {
    const byte = chunk[i] as number
    if (isOpening(byte)) return i
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) {
      throw new ProtocolError(`expected a JSON object, got ${describeByte(byte)}`)
    }
  }
  return chunk.length
}

/** The index behind the string that goes on at `i`; in the next chunk, one more, and behind the byte that is escaped there, two. */
function endOfString(chunk: Uint8Array, i: number): number {
  const length = chunk.length
  // Most of a message is text: four bytes at a time.
  for (; i + 4 <= length; i++) {
    if (!isText(chunk[i])) break
    if (!isText(chunk[++i])) break
    if (!isText(chunk[++i])) break
    if (!isText(chunk[++i])) break
  }
  while (i < length) {
    const byte = chunk[i++]
    if (byte === QUOTE) return i
    if (byte === BACKSLASH) i++
  }
  return i + 1
}

function isText(byte: number | undefined): boolean {
  return byte !== QUOTE && byte !== BACKSLASH
}

function isDigit(byte: number): boolean {
  return (byte ^ DIGIT_0) < 10
}

function isExponent(byte: number): boolean {
  return (byte | BIT_5) === LETTER_E
}

function isOpening(byte: number): boolean {
  return (byte | BIT_5) === OPENING_BRACE
}

function isClosing(byte: number): boolean {
  return (byte | BIT_5) === CLOSING_BRACE
}

/** The first byte of what a TLS server answers to plain text (RFC 8446 section 5.1). */
const TLS_ALERT = 0x15

function describeByte(byte: number): string {
  const hex = `0x${byte.toString(16).padStart(2, '0')}`
  if (byte > 0x20 && byte < 0x7f) return `"${String.fromCharCode(byte)}" (${hex})`
  return byte === TLS_ALERT ? `byte ${hex}, as a refusal by TLS begins` : `byte ${hex}`
}
