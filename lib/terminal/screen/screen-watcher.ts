import type { Clock } from '../../contiv/index.js'
import type { Column } from '../../page/model/columns.js'
import { parseFilter } from '../../page/model/filter.js'
import type { LiveRow } from '../../page/model/live-row.js'
import { sortRows } from '../../page/model/order.js'
import type { Message } from '../../page/protocol.js'
import { EXIT_DONE, EXIT_FAILED } from '../errors.js'
import type { Surroundings } from '../surroundings.js'
import type { Watched } from '../watched.js'
import { drawHelp } from './draw-help.js'
import { drawTable, type Frame, type Picture } from './frame.js'
import type { Key } from './keys.js'
import { columnsFor } from './layout.js'
import { Terminal } from './terminal.js'
import { clampTop, FIRST_VIEW, press, type ViewState } from './view-state.js'

export interface ScreenWatcherOptions {
  readonly watched: Watched
  readonly remote: string
  readonly endpoints: boolean
  readonly clock: Clock
  readonly surroundings: Pick<Surroundings, 'stdin' | 'stdout' | 'env'>
  /** Called once it was left, with the exit status. */
  end(status: number): void
}

/** What is looked at while it is paused. */
interface Still {
  readonly at: Date
  readonly rows: readonly LiveRow[]
  readonly countedAt: number | undefined
  readonly silent: boolean
}

/** Milliseconds between two drawings when nothing happens: the time of day is among what is drawn. */
const TICK = 1000

/** Shows the interfaces on a terminal, and does what is typed there. */
export class ScreenWatcher {
  readonly #options: ScreenWatcherOptions
  readonly #terminal: Terminal
  readonly #columns: readonly Column[]
  #view: ViewState = FIRST_VIEW
  #still: Still | undefined
  #page = 0
  /** Filtered and sorted; undefined when either may be another. */
  #rows: readonly LiveRow[] | undefined
  /** All there are, of which these are some. */
  #all: readonly LiveRow[] = []
  #cancel = () => {}

  constructor(options: ScreenWatcherOptions) {
    this.#options = options
    this.#columns = columnsFor(options.endpoints)
    this.#terminal = new Terminal(options.surroundings, {
      key: (key) => this.#press(key),
      stale: () => this.#draw(),
      gone: () => this.#leave(EXIT_FAILED),
    })
    this.#terminal.open()
    this.#tick()
  }

  message(message: Message): void {
    const { watched, clock } = this.#options
    watched.apply(message, clock.now())
    if (this.#still === undefined) this.#rows = undefined
    this.#draw()
  }

  stop(): void {
    this.#cancel()
    this.#terminal.close()
  }

  #leave(status: number): void {
    this.stop()
    this.#options.end(status)
  }

  #press(key: Key): void {
    const { view, request } = press(this.#view, key, {
      columns: this.#columns,
      rows: this.#rowsNow().length,
      page: this.#page,
    })
    const before = this.#view
    this.#view = view
    if (view.filter !== before.filter || view.sort !== before.sort) this.#rows = undefined
    if (view.paused !== before.paused) this.#pause(view.paused)
    switch (request) {
      case 'quit':
        this.#leave(EXIT_DONE)
        return
      case 'interrupt':
        this.#terminal.signal('SIGINT')
        return
      case 'suspend':
        this.#terminal.signal('SIGTSTP')
        return
      case 'redraw':
        this.#terminal.clear()
    }
    this.#draw()
  }

  #pause(paused: boolean): void {
    const { watched, clock } = this.#options
    const { rows, countedAt, silent } = watched
    this.#still = paused ? { at: clock.date(), rows, countedAt, silent } : undefined
    this.#rows = undefined
  }

  #rowsNow(): readonly LiveRow[] {
    if (this.#rows === undefined) {
      this.#all = (this.#still ?? this.#options.watched).rows
      this.#rows = sortRows(this.#all.filter(parseFilter(this.#view.filter)), this.#view.sort)
    }
    return this.#rows
  }

  #draw(): void {
    const { size } = this.#terminal
    const frame = this.#view.help ? drawHelp(size) : this.#table()
    this.#terminal.draw(frame.lines)
  }

  #table(): Frame {
    const rows = this.#rowsNow()
    const frame = drawTable(this.#picture(rows), this.#view, this.#terminal.size)
    this.#page = frame.page
    this.#view = { ...this.#view, top: clampTop(this.#view.top, { rows: rows.length, page: frame.page }) }
    return frame
  }

  #picture(rows: readonly LiveRow[]): Picture {
    const { watched, remote, clock } = this.#options
    const still = this.#still
    const { countedAt, silent } = still ?? watched
    return {
      remote,
      now: clock.date(),
      up: watched.up,
      interval: watched.interval,
      silent,
      countedAt,
      pausedAt: still?.at,
      banners: watched.banners,
      rows,
      all: this.#all,
      columns: this.#columns,
    }
  }

  #tick(): void {
    this.#cancel = this.#options.clock.after(TICK, () => {
      this.#draw()
      this.#tick()
    })
  }
}
