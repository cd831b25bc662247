/** The curves that are kept of each row. */
export const CURVES = ['receive', 'transmit', 'receivePackets', 'transmitPackets', 'drops', 'errors'] as const
export type Curve = (typeof CURVES)[number]

/** Statistics updates that are kept: ten minutes of them at the switch's usual five seconds. */
export const CAPACITY = 120

/**
 * When the last statistics updates were. All rows share it: a value stands at the same place in each row's curve, so
 * that however long a tab is open it holds {@link CAPACITY} numbers a curve and no more.
 */
export class Timeline {
  readonly #times = new Float64Array(CAPACITY)
  #pushed = 0

  /** How many moments are kept. */
  get length(): number {
    return Math.min(this.#pushed, CAPACITY)
  }

  /** When the last one was, in milliseconds of the epoch; undefined before it. */
  get last(): number | undefined {
    return this.#pushed === 0 ? undefined : this.#times[(this.#pushed - 1) % CAPACITY]
  }

  /** Adds a moment and returns its place. */
  push(time: number): number {
    const place = this.#pushed++ % CAPACITY
    this.#times[place] = time
    return place
  }

  /** The times, the oldest first. */
  times(): readonly number[] {
    return this.places().map((place) => this.#times[place] as number)
  }

  /** The places, the oldest first. */
  places(): readonly number[] {
    const first = this.#pushed - this.length
    return Array.from({ length: this.length }, (_, index) => (first + index) % CAPACITY)
  }
}

/** The curves of one row; NaN where nothing is known. */
export class History {
  readonly #values = new Float32Array(CAPACITY * CURVES.length).fill(Number.NaN)

  set(place: number, values: Readonly<Record<Curve, number | null>>): void {
    for (const [index, curve] of CURVES.entries()) {
      this.#values[index * CAPACITY + place] = values[curve] ?? Number.NaN
    }
  }

  /** Nothing is known of that moment. */
  clear(place: number): void {
    for (const index of CURVES.keys()) this.#values[index * CAPACITY + place] = Number.NaN
  }

  /** The values at these places; null where nothing is known. */
  read(curve: Curve, places: readonly number[]): readonly (number | null)[] {
    const start = CURVES.indexOf(curve) * CAPACITY
    return places.map((place) => {
      const value = this.#values[start + place] as number
      return Number.isNaN(value) ? null : value
    })
  }
}
