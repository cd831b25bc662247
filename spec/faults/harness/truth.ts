import type { Samples } from './judge.js'

interface State {
  /** From when on it may be told: from the beginning of the step that made it true. */
  readonly from: number
  /** Until when: the end of the step that made it untrue. */
  until: number
  /** `undefined` when nothing can be known. */
  readonly samples: Samples | undefined
}

/** What was true when, as the source itself has it. */
export class Truth {
  readonly #read: () => Promise<Samples> | Samples
  readonly #states: State[] = []

  /** @param read asks the source, by a way of its own, what an exporter is to tell of it */
  constructor(read: () => Promise<Samples> | Samples) {
    this.#read = read
  }

  /** Performs what changes the truth, in one step. Called once at the beginning, with nothing to perform. */
  async change(step: () => unknown = () => {}): Promise<void> {
    const from = performance.now()
    await step()
    this.#add(from, await this.#read())
  }

  /** Performs what makes the source unreachable for everybody: from then on nothing can be known. */
  async lose(step: () => unknown): Promise<void> {
    const from = performance.now()
    await step()
    this.#add(from, undefined)
  }

  /** Everything that was true at some moment of a time. */
  during(began: number, ended: number): readonly (Samples | undefined)[] {
    return this.#states.filter(({ from, until }) => from <= ended && until >= began).map(({ samples }) => samples)
  }

  #add(from: number, samples: Samples | undefined): void {
    const last = this.#states.at(-1)
    if (last !== undefined) last.until = performance.now()
    this.#states.push({ from, until: Number.POSITIVE_INFINITY, samples })
  }
}
