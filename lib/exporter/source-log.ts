import type { Logger } from './log.js'

/** A source may fail in turns for several reasons; each is told once per outage, up to this many. */
const MAX_CAUSES = 16

interface Outage {
  readonly since: number
  readonly causes: Set<string>
}

/**
 * Tells once what is wrong with a source, and once when it is well again, however often it is asked in between.
 *
 * @example
 * const ovsdb = new SourceLog(log, 'ovsdb')
 * ovsdb.report(new Error('ECONNREFUSED')) // level=warn msg="source failed" source=ovsdb …
 * ovsdb.report(undefined)                 // level=info msg="source is well again" source=ovsdb …
 */
export class SourceLog {
  readonly #log: Logger
  readonly #source: string
  readonly #now: () => number
  #outage: Outage | undefined

  constructor(log: Logger, source: string, now: () => number = () => performance.now()) {
    this.#log = log
    this.#source = source
    this.#now = now
  }

  /** @param error what is wrong now, or `undefined` when nothing is */
  report(error: Error | undefined): void {
    if (error === undefined) this.#recover()
    else this.#fail(error.message)
  }

  #fail(cause: string): void {
    this.#outage ??= { since: this.#now(), causes: new Set() }
    const { causes } = this.#outage
    if (causes.has(cause) || causes.size >= MAX_CAUSES) return
    causes.add(cause)
    this.#log.warn({ source: this.#source, cause }, 'source failed')
  }

  #recover(): void {
    if (this.#outage === undefined) return
    const seconds = Math.round((this.#now() - this.#outage.since) / 1000)
    this.#outage = undefined
    this.#log.info({ source: this.#source, seconds }, 'source is well again')
  }
}
