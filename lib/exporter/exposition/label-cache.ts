interface Entry {
  readonly identity: object
  readonly bytes: Uint8Array
}

/**
 * Keeps the encoded labels of the series of the last collection, because they are the larger part of the text and hardly
 * ever change. What a collection does not ask for is gone after the next one.
 */
export class LabelCache {
  #current = new Map<string, Entry>()
  #previous = new Map<string, Entry>()

  /** Forgets what the collection before the last one used. Call before each collection. */
  turn(): void {
    this.#previous = this.#current
    this.#current = new Map()
  }

  /**
   * The labels kept under `key`, or freshly encoded ones when `identity` is another object than last time.
   */
  get(key: string, identity: object, encode: () => Uint8Array): Uint8Array {
    let entry = this.#current.get(key) ?? this.#previous.get(key)
    if (entry?.identity !== identity) entry = { identity, bytes: encode() }
    this.#current.set(key, entry)
    return entry.bytes
  }
}
