import type { ConnectionState } from '../model/connection.js'
import { formatDuration } from '../model/format.js'
import { element, setText } from './dom.js'

/** When the switch's statistics were updated last, on the page's own clock. */
export interface Freshness {
  readonly up: boolean
  /** Milliseconds since the last update; undefined before the first. */
  readonly age: number | undefined
  readonly interval: number
}

/** So many intervals without an update are a silence. */
const SILENT_INTERVALS = 2.5

export function isSilent({ age, interval }: Freshness): boolean {
  return age !== undefined && age > SILENT_INTERVALS * interval
}

/** Whether the page is connected, and how old what it shows is. */
export class StatusView {
  readonly #connection = element('span', { role: 'status', class: 'connection' })
  readonly #age = element('span', { class: 'age' })
  readonly root = element('p', { class: 'status' }, this.#connection, ' ', this.#age)

  /** @param now on the clock that `state` counts by */
  render(state: ConnectionState, freshness: Freshness | undefined, now: number): void {
    this.root.dataset.state = state.state
    setText(this.#connection, connectionText(state))
    setText(this.#age, ageText(state, freshness, now))
  }
}

function connectionText(state: ConnectionState): string {
  if (state.state === 'open') return 'Live.'
  return state.state === 'connecting' ? 'Connecting…' : `Connection lost: ${state.reason}.`
}

function ageText(state: ConnectionState, freshness: Freshness | undefined, now: number): string {
  if (state.state === 'lost') return `Trying again in ${formatDuration(state.retryAt - now + 999)}.`
  if (state.state !== 'open' || freshness === undefined || !freshness.up) return ''
  const { age, interval } = freshness
  if (age === undefined)
    return `Rates come with the switch's second statistics update, each ${formatDuration(interval)}.`
  if (!isSilent(freshness)) return `Counted ${formatDuration(age)} ago.`
  return `Nothing new was counted for ${formatDuration(age)}.`
}
