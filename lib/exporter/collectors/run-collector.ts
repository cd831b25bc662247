import type { Collector, Gathered, Scrape } from './collector.js'

/** How a collector fared in a scrape. */
export interface Outcome {
  readonly name: string
  readonly seconds: number
  /** What it gathered; undefined when it failed altogether. */
  readonly gathered: Gathered | undefined
  /** Why there is nothing; undefined when something was gathered. */
  readonly failure: Error | undefined
}

/** Milliseconds after its time is over in which a collector may still hand in what it has. */
export const GRACE = 100

/**
 * Runs a collector until it is done or its time is over. Never rejects, and never waits for one that does not listen to
 * its signal.
 */
export async function runCollector(collector: Collector, scrape: Scrape): Promise<Outcome> {
  const began = performance.now()
  const deadline = new Deadline(scrape.signal, collector.timeout)
  try {
    const gathered = await Promise.race([collector.gather({ ...scrape, signal: deadline.signal }), deadline.missed])
    return { name: collector.name, seconds: secondsSince(began), gathered, failure: undefined }
  } catch (thrown) {
    const failure = thrown instanceof Error ? thrown : new Error(String(thrown))
    return { name: collector.name, seconds: secondsSince(began), gathered: undefined, failure }
  } finally {
    deadline.clear()
  }
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000
}

/** The end of a scrape, or of a collector's own time if that is sooner. */
class Deadline {
  /** Rejects with the signal's reason once the grace is over, too. */
  readonly missed: Promise<never>
  readonly #own = new AbortController()
  readonly #scrape: AbortSignal
  readonly #timer: NodeJS.Timeout | undefined
  #grace: NodeJS.Timeout | undefined
  readonly #follow = () => this.#own.abort(this.#scrape.reason)

  constructor(scrape: AbortSignal, timeout: number | undefined) {
    this.#scrape = scrape
    this.missed = new Promise((_, reject) => {
      const end = () => {
        this.#grace = setTimeout(() => reject(this.signal.reason), GRACE)
      }
      this.signal.addEventListener('abort', end, { once: true })
    })
    // Not AbortSignal.any: what it makes of AbortSignal.timeout never fires once the garbage collector took the latter.
    scrape.addEventListener('abort', this.#follow, { once: true })
    if (scrape.aborted) this.#follow()
    if (timeout === undefined) return
    this.#timer = setTimeout(() => this.#own.abort(new Error(`no answer within ${timeout} ms`)), timeout)
  }

  get signal(): AbortSignal {
    return this.#own.signal
  }

  clear(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#grace)
    this.#scrape.removeEventListener('abort', this.#follow)
  }
}
