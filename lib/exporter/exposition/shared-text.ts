import { gzip } from './gzip.js'

/** Until the signal aborts. */
type Compress = (pieces: readonly Uint8Array[], signal: AbortSignal) => Promise<Buffer>

/** A text that several responses send. When the last of them is done, its memory is given back. */
export class SharedText {
  readonly pieces: readonly Uint8Array[]
  readonly #giveBack: (pieces: readonly Uint8Array[]) => void
  readonly #compress: Compress
  #compressed: Promise<Buffer> | undefined
  /** Ends the compression that is under way. */
  #underWay: AbortController | undefined
  #readers = 0

  constructor(
    pieces: readonly Uint8Array[],
    giveBack: (pieces: readonly Uint8Array[]) => void,
    compress: Compress = gzip,
  ) {
    this.pieces = pieces
    this.#giveBack = giveBack
    this.#compress = compress
  }

  /** The size, in bytes. */
  get length(): number {
    return this.pieces.reduce((length, piece) => length + piece.length, 0)
  }

  /**
   * Announces a reader. All who share the text must do so before the first of them is done.
   *
   * @returns to be called, once, when the reader has read it
   */
  read(): () => void {
    this.#readers++
    return () => {
      if (--this.#readers > 0) return
      if (this.#underWay === undefined) return this.#giveBack(this.pieces)
      this.#compressed = undefined
      this.#underWay.abort()
    }
  }

  /**
   * The text compressed: once, for all who want it so. To be asked for by a reader, and as long as it is one.
   *
   * @throws when the last reader is done before it is
   */
  compressed(): Promise<Buffer> {
    this.#compressed ??= this.#compressOnce()
    return this.#compressed
  }

  async #compressOnce(): Promise<Buffer> {
    const underWay = new AbortController()
    this.#underWay = underWay
    try {
      return await this.#compress(this.pieces, underWay.signal)
    } finally {
      if (this.#underWay === underWay) this.#underWay = undefined
      if (this.#readers === 0 && this.#underWay === undefined) this.#giveBack(this.pieces)
    }
  }
}
