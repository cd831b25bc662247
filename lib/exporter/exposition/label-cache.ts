interface Entry<Encoded> {
  readonly identity: object
  readonly encoded: Encoded
  turn: number
}

/**
 * Keeps the encoded labels of the series of the last collection, because they are the larger part of the text and hardly
 * ever change. What a collection did not ask for is forgotten at the next one.
 */
export class LabelCache<Encoded> {
  readonly #entries = new Map<string, Entry<Encoded>>()
  #turn = 0
  #used = 0

  /** Begins a collection; forgets what the last one did not ask for. */
  turn(): void {
    if (this.#used < this.#entries.size) {
      for (const [key, { turn }] of this.#entries) if (turn !== this.#turn) this.#entries.delete(key)
    }
    this.#turn++
    this.#used = 0
  }

  /** What is kept under `key`, or freshly encoded when `identity` is another object than last time. */
  get(key: string, identity: object, encode: () => Encoded): Encoded {
    let entry = this.#entries.get(key)
    if (entry?.identity !== identity) {
      entry = { identity, encoded: encode(), turn: entry?.turn ?? 0 }
      this.#entries.set(key, entry)
    }
    if (entry.turn !== this.#turn) {
      entry.turn = this.#turn
      this.#used++
    }
    return entry.encoded
  }

  /** How many are kept. */
  get size(): number {
    return this.#entries.size
  }
}
