import { CHUNK_BYTES } from './chunk-pool.js'
import { formatValue } from './escape.js'
import { type Family, type Format, TEXT } from './format.js'
import { encodeLabels, LABELS_END, type Labels } from './labels.js'

export type { Family, MetricType } from './format.js'

/** Bytes that the digits of a safe integer take at most, its sign included. */
const INTEGER_BYTES = 17
/** Base 2 logarithm of the bytes of name and labels that count as one sample: 256. */
const SAMPLE_SHIFT = 8
const LINE_FEED = 0x0a
const MINUS = 0x2d
const DIGIT_0 = 0x30
const BILLION = 1_000_000_000

/**
 * Writes an exposition as bytes. Labels come encoded, so that a series costs two copies and its digits; the text never
 * exists as a string.
 *
 * @example
 * const writer = new ExpositionWriter()
 * writer.gauge('ovs_up', 'Whether the switch answered.', 1)
 * response.end(Buffer.concat(writer.finish()))
 */
export class ExpositionWriter {
  readonly format: Format
  readonly #takeChunk: () => Buffer
  readonly #chunks: Uint8Array[] = []
  #buffer: Buffer
  #position = 0
  #name: Uint8Array = Buffer.alloc(0)
  #samplesLeft = Number.POSITIVE_INFINITY
  #droppedSamples = 0

  /** @param takeChunk where its memory comes from: chunks of {@link CHUNK_BYTES} */
  constructor(format: Format = TEXT, takeChunk: () => Buffer = () => Buffer.allocUnsafeSlow(CHUNK_BYTES)) {
    this.format = format
    this.#takeChunk = takeChunk
    this.#buffer = takeChunk()
  }

  /**
   * From here on at most this many samples are written; the others are dropped, and counted. One with long labels stands
   * for one more for each further 256 bytes.
   */
  limitSamples(limit: number): void {
    this.#samplesLeft = limit
  }

  /** How many samples were not written because of {@link limitSamples}. */
  get droppedSamples(): number {
    return this.#droppedSamples
  }

  /** Begins a family; the samples that follow are its samples. */
  family(family: Family): void {
    this.text(this.format.head(family))
    this.named(family.name)
  }

  /** The samples that follow have this name: a histogram's `…_bucket`, `…_sum`, `…_count`. */
  named(name: string): void {
    this.#name = Buffer.from(name)
  }

  /**
   * One sample of the current family.
   *
   * @param labels from {@link encodeLabels}
   * @param extra from {@link encodeExtraLabel}: one more label, where there are others
   */
  sample(labels: Uint8Array, value: number | bigint, extra?: Uint8Array): void {
    const name = this.#name
    const bytes = name.length + labels.length + (extra?.length ?? 0)
    const weight = 1 + (bytes >> SAMPLE_SHIFT)
    if (weight > this.#samplesLeft) {
      this.#droppedSamples++
      return
    }
    this.#samplesLeft -= weight
    const text = Number.isSafeInteger(value) ? undefined : formatValue(value)
    this.#reserve(bytes + (text?.length ?? INTEGER_BYTES) + 1)
    this.#copy(name)
    this.#copy(labels)
    if (extra !== undefined) {
      this.#position -= LABELS_END.length
      this.#copy(extra)
    }
    if (text === undefined) this.#digits(value as number)
    else this.#position += this.#buffer.write(text, this.#position, 'latin1')
    this.#buffer[this.#position++] = LINE_FEED
  }

  /** A family of one gauge without labels. */
  gauge(name: string, help: string, value: number | bigint): void {
    this.family({ name, type: 'gauge', help })
    this.sample(encodeLabels({}), value)
  }

  /** A family with a few samples. Nothing is written when there are none. */
  samples(family: Family, samples: Iterable<readonly [labels: Labels, value: number | bigint]>): void {
    let begun = false
    for (const [labels, value] of samples) {
      if (!begun) this.family(family)
      begun = true
      this.sample(encodeLabels(labels), value)
    }
  }

  /** Text that is in the format already, ending with a line feed. */
  text(text: string): void {
    const bytes = Buffer.from(text)
    this.#reserve(bytes.length)
    this.#copy(bytes)
  }

  /** The bytes written, in order. The writer is spent. */
  finish(): readonly Uint8Array[] {
    this.text(this.format.end)
    this.#flush()
    return this.#chunks
  }

  #copy(bytes: Uint8Array): void {
    this.#buffer.set(bytes, this.#position)
    this.#position += bytes.length
  }

  #digits(value: number): void {
    if (value < 0) {
      this.#buffer[this.#position++] = MINUS
      this.#digits(-value)
    } else if (value < BILLION) {
      this.#smallDigits(value, 1)
    } else {
      const billions = Math.floor(value / BILLION)
      this.#digits(billions)
      this.#smallDigits(value - billions * BILLION, 9)
    }
  }

  /** Writes a number below a billion, filled up with zeros to at least `width` digits. */
  #smallDigits(value: number, width: number): void {
    let digits = width
    for (let power = 10 ** width; power <= value; power *= 10) digits++
    const end = this.#position + digits
    let rest = value
    for (let at = end - 1; at >= this.#position; at--) {
      const quotient = (rest / 10) | 0
      this.#buffer[at] = DIGIT_0 + rest - quotient * 10
      rest = quotient
    }
    this.#position = end
  }

  #reserve(bytes: number): void {
    if (this.#position + bytes <= this.#buffer.length) return
    this.#flush()
    this.#buffer = bytes > CHUNK_BYTES ? Buffer.allocUnsafeSlow(bytes) : this.#takeChunk()
  }

  #flush(): void {
    if (this.#position > 0) this.#chunks.push(this.#buffer.subarray(0, this.#position))
    this.#position = 0
  }
}
