/** As many rows as colours in the chart. */
export const MAX_SELECTED = 8

/** The rows in the chart, each with a colour it keeps while it is there. */
export class Selection {
  readonly #colours = new Map<string, number>()

  /** The rows and the numbers of their colours, in the order they were chosen. */
  get rows(): ReadonlyMap<string, number> {
    return this.#colours
  }

  has(id: string): boolean {
    return this.#colours.has(id)
  }

  /** Adds a row, in place of the one chosen first where all colours are taken; or takes it away. */
  toggle(id: string): void {
    if (this.#colours.delete(id)) return
    if (this.#colours.size === MAX_SELECTED) {
      const [oldest = ''] = this.#colours.keys()
      this.#colours.delete(oldest)
    }
    const taken = new Set(this.#colours.values())
    const colour = Array.from({ length: MAX_SELECTED }, (_, index) => index).find((index) => !taken.has(index))
    this.#colours.set(id, colour ?? 0)
  }

  clear(): void {
    this.#colours.clear()
  }

  /** Drops what is not there any more. @returns whether anything was dropped */
  retain(ids: { has(id: string): boolean }): boolean {
    const gone = [...this.#colours.keys()].filter((id) => !ids.has(id))
    for (const id of gone) this.#colours.delete(id)
    return gone.length > 0
  }
}
