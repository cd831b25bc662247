import { gzip } from './gzip.js'

/** A text that several responses send. When the last of them is done, its memory is given back. */
export class SharedText {
  readonly pieces: readonly Uint8Array[]
  readonly #giveBack: (pieces: readonly Uint8Array[]) => void
  readonly #compress: (pieces: readonly Uint8Array[]) => Promise<Buffer>
  #compressed: Promise<Buffer> | undefined
  #readers = 0

  constructor(
    pieces: readonly Uint8Array[],
    giveBack: (pieces: readonly Uint8Array[]) => void,
    compress: (pieces: readonly Uint8Array[]) => Promise<Buffer> = gzip,
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
      if (--this.#readers === 0) this.#giveBack(this.pieces)
    }
  }

  /** The text compressed: once, for all who want it so. To be asked for by a reader, and as long as it is one. */
  compressed(): Promise<Buffer> {
    // All readers may leave before it is done.
    this.#compressed ??= this.#compress(this.pieces).finally(this.read())
    return this.#compressed
  }
}
