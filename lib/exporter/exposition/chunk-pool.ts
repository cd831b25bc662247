export const CHUNK_BYTES = 256 * 1024

/**
 * Chunks of {@link CHUNK_BYTES} that serve text after text: fresh memory for each would cost more than writing into it.
 * Keeps as many as the last text given back had, so what a single large text took is let go.
 */
export class ChunkPool {
  #free: Buffer[] = []

  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES)
  }

  /** Takes the pieces of a text back. Nobody may read them any more. */
  giveBack(pieces: readonly Uint8Array[]): void {
    const chunks = pieces
      .filter(({ buffer }) => buffer.byteLength === CHUNK_BYTES)
      .map(({ buffer }) => Buffer.from(buffer))
    this.#free = [...chunks, ...this.#free].slice(0, chunks.length)
  }
}
