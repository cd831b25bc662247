import type { Clock } from '../../contiv/index.js'
import type { FormatOptions } from '../../interfaces/index.js'
import type { Message } from '../../page/protocol.js'
import { EXIT_DONE, EXIT_FAILED } from '../errors.js'
import type { Format } from '../options.js'
import type { Surroundings } from '../surroundings.js'
import type { Watched } from '../watched.js'
import { csvHeading, formatIntervalCsv } from './format-interval-csv.js'
import { formatIntervalJson } from './format-interval-json.js'
import { formatLines, linesHeading } from './format-lines.js'
import { byPlace, type Interval } from './interval.js'

interface Writer {
  heading(options: FormatOptions): string
  format(interval: Interval, options: FormatOptions): string
}

const WRITERS: Readonly<Record<Format, Writer>> = {
  table: { heading: linesHeading, format: formatLines },
  json: { heading: () => '', format: formatIntervalJson },
  csv: { heading: csvHeading, format: formatIntervalCsv },
}

export interface LineWatcherOptions extends Pick<Surroundings, 'print' | 'complain'> {
  readonly watched: Watched
  readonly format: Format
  readonly endpoints: boolean
  /** Intervals after which it ends. */
  readonly count: number | undefined
  readonly clock: Clock
  /** Called once there is no more to write, with the exit status or what keeps it from being written. */
  end(result: number | Error): void
}

/** Intervals without an update after which the first is told of which nothing is known. */
const PATIENCE = 1.5

/** Intervals that are kept for who does not read them. */
const MOST_UNREAD = 10

/** Writes each interval as it ends, but for those that come when too many have not been read. */
export class LineWatcher {
  readonly #options: LineWatcherOptions
  readonly #writer: Writer
  #left: number
  #headed = false
  #missesTold = false
  #unlabelledTold = false
  #unread = 0
  #leftOut = 0
  #cancel = () => {}

  constructor(options: LineWatcherOptions) {
    this.#options = options
    this.#writer = WRITERS[options.format]
    this.#left = options.count ?? Number.POSITIVE_INFINITY
  }

  message(message: Message): void {
    const { watched, clock, complain } = this.#options
    const { interval, lost, back } = watched.apply(message, clock.now())
    if (back) complain("the switch's database can be read again")
    if (watched.up && !this.#missesTold) {
      this.#missesTold = true
      for (const miss of watched.misses) complain(miss)
    }
    this.#tellOfLabels()
    if (lost !== undefined) {
      complain(`${lost.text}; trying again`)
      this.#write(null)
    } else if (interval) {
      this.#write(watched.elapsed ?? null)
    } else if (message.type === 'switch' || (message.type === 'update' && message.time !== undefined)) {
      this.#await(PATIENCE)
    }
  }

  /** Once when Netmaster cannot be asked, and once when it can again. */
  #tellOfLabels(): void {
    const { unlabelled } = this.#options.watched
    if ((unlabelled !== undefined) === this.#unlabelledTold) return
    this.#unlabelledTold = unlabelled !== undefined
    this.#options.complain(unlabelled ? `${unlabelled.text}; trying again` : 'Netmaster can be asked again')
  }

  stop(): void {
    this.#left = 0
    this.#cancel()
  }

  /** @param elapsed milliseconds that the rates are over; null where there are none */
  #write(elapsed: number | null): void {
    if (this.#left === 0) return
    this.#await(elapsed === null ? 1 : PATIENCE)
    if (this.#unread === MOST_UNREAD) {
      this.#leftOut++
      return
    }
    this.#left--
    const { watched, endpoints, clock, print, end } = this.#options
    const { outage, unlabelled, up, misses } = watched
    const heading = this.#headed ? '' : this.#writer.heading({ endpoints })
    this.#headed = true
    const interval: Interval = {
      time: clock.date(),
      up,
      outage,
      seconds: elapsed === null ? null : Math.round(elapsed) / 1000,
      rows: watched.rows.toSorted(byPlace),
    }
    const last = this.#left === 0
    if (last) this.stop()
    this.#unread++
    print(heading + this.#writer.format(interval, { endpoints })).then(
      (read) => {
        this.#unread--
        this.#tellOfLeftOut()
        if (!read) end(EXIT_DONE)
        else if (last) end(up && !unlabelled && misses.length === 0 ? EXIT_DONE : EXIT_FAILED)
      },
      (error) => end(error as Error),
    )
  }

  #tellOfLeftOut(): void {
    if (this.#leftOut === 0) return
    this.#options.complain(`${this.#leftOut} intervals left out: those before had not been read`)
    this.#leftOut = 0
  }

  #await(intervals: number): void {
    this.#cancel()
    const { watched, clock } = this.#options
    this.#cancel = clock.after(intervals * watched.interval, () => this.#write(null))
  }
}
