import type { Client, OpenVSwitch } from '../ovsdb/index.js'
import type { SourceLog } from './source-log.js'
import type { ReadingLog } from './sources/shared-reading.js'

/** Milliseconds for which a failed reading says something of the switch: as long as Prometheus tells a last sample. */
const MAX_AGE = 5 * 60_000

interface Failure {
  readonly message: string
  readonly at: number
}

/**
 * Ready when there is a connection to the switch and the last reading did not fail. A connection alone does not say that
 * what is wanted can be read over it. Nothing is read to find out: what scrapes find is reported here on its way to the
 * log. A failure counts until there is a reading, or a connection, after it, and no longer than five minutes, so that it
 * does not stay when nobody scrapes any more. What a scrape had no time for says nothing of the switch: whoever asks for
 * metrics says how much time there is.
 */
export class SwitchCheck implements ReadingLog {
  readonly #client: Pick<Client<OpenVSwitch>, 'status'>
  readonly #log: Pick<SourceLog, 'report'>
  readonly #now: () => number
  #failure: Failure | undefined

  constructor(
    client: Pick<Client<OpenVSwitch>, 'status'>,
    log: Pick<SourceLog, 'report'>,
    now: () => number = () => performance.now(),
  ) {
    this.#client = client
    this.#log = log
    this.#now = now
  }

  report(error: Error | undefined, isCutShort = false): void {
    if (!isCutShort) this.#failure = error && { message: error.message, at: this.#now() }
    this.#log.report(error)
  }

  /** Why the switch cannot be read, or `undefined` when it can. */
  problem(): string | undefined {
    const { status } = this.#client
    if (status.state === 'disconnected') return `ovsdb: ${status.cause.message}`
    if (status.state !== 'connected') return `ovsdb: ${status.state}`
    if (this.#failure === undefined || this.#now() - this.#failure.at > MAX_AGE) return undefined
    return `ovsdb: ${this.#failure.message}`
  }
}
