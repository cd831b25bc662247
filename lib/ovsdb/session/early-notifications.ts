import { startTimeout } from '../../jsonrpc/index.js'
import { InvalidUpdateError } from '../errors.js'
import type { OvsdbSession } from './ovsdb-session.js'

/** Milliseconds; a server that answers on several threads may let a change overtake the reply by a moment. */
const GRACE = 100

/**
 * Keeps what a server tells of a monitor until the reply to its request has been read. On the wire it comes behind the
 * reply (RFC 7047 section 4.1.6), but both may come in one burst, before whoever waits for the reply goes on. A server
 * that goes on telling and does not answer would fill the memory: its session is given up.
 */
export class EarlyNotifications<Notification> {
  readonly #session: Pick<OvsdbSession, 'abort'>
  readonly #database: string
  #kept: Notification[] | undefined = []
  #stopGrace = () => {}

  constructor(session: Pick<OvsdbSession, 'abort'>, database: string) {
    this.#session = session
    this.#database = database
  }

  /** Whether the reply has not been read: what comes is to be kept. */
  get isEarly(): boolean {
    return this.#kept !== undefined
  }

  keep(notification: Notification): void {
    if (this.#kept?.push(notification) !== 1) return
    this.#stopGrace = startTimeout(GRACE, () => {
      const path = `database "${this.#database}"`
      this.#session.abort(new InvalidUpdateError(path, 'none ahead of the reply to its monitor', notification))
    })
  }

  /** Nothing is early any more: gives what was, in order. */
  release(): readonly Notification[] {
    const kept = this.#kept ?? []
    this.#kept = undefined
    this.#stopGrace()
    return kept
  }
}
