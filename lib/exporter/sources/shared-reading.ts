import { NotConnectedError } from '../../ovsdb/index.js'
import { type Scrape, SourceError } from '../collectors/collector.js'

/** Told how each reading ended. */
export interface ReadingLog {
  /**
   * @param error why it failed, or `undefined` when it did not
   * @param isCutShort whether it failed since the time of its scrape was over
   */
  report(error: Error | undefined, isCutShort?: boolean): void
}

/** What all the collectors of a scrape read of a database: read once for all of them. */
export class SharedReading<Reading> {
  readonly #read: (scrape: Scrape) => Promise<Reading>
  readonly #log: ReadingLog
  readonly #readings = new WeakMap<object, Promise<Reading>>()

  constructor(read: (scrape: Scrape) => Promise<Reading>, log: ReadingLog) {
    this.#read = read
    this.#log = log
  }

  /**
   * What the database holds now, the same for all collectors of the scrape.
   *
   * @throws {SourceError} when it cannot be read; why was logged
   */
  read(scrape: Scrape): Promise<Reading> {
    const known = this.#readings.get(scrape.key)
    if (known !== undefined) return known
    const reading = this.#readAndReport(scrape)
    this.#readings.set(scrape.key, reading)
    return reading
  }

  async #readAndReport(scrape: Scrape): Promise<Reading> {
    try {
      const reading = await this.#read(scrape)
      this.#log.report(undefined)
      return reading
    } catch (cause) {
      // That there is no connection was told when it broke.
      if (!(cause instanceof NotConnectedError)) this.#log.report(cause as Error, scrape.signal.aborted)
      throw new SourceError(`ovsdb: ${(cause as Error).message}`, { cause })
    }
  }
}
