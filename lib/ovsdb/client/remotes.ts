import { ConnectError } from '../errors.js'
import { remoteOrder } from './remote-order.js'

export interface RemotesOptions<Remote, Session> {
  /** At least one. */
  readonly remotes: readonly Remote[]
  /** Gives numbers from 0 up to, not including, 1. */
  random(): number
  /** Opens a session with one remote. @throws {ConnectError}, or the signal's reason */
  open(remote: Remote, stop: AbortSignal): Promise<Session>
}

/** The servers of one database, tried one after the other until one will do. */
export class Remotes<Remote, Session> {
  readonly #options: RemotesOptions<Remote, Session>
  readonly #failures = new Map<Remote, ConnectError>()
  #last: Remote | undefined

  constructor(options: RemotesOptions<Remote, Session>) {
    this.#options = options
  }

  /** Why remotes failed in the round under way, or else in the last one; in the order in which they were given. */
  get failures(): readonly ConnectError[] {
    return this.#options.remotes.flatMap((remote) => this.#failures.get(remote) ?? [])
  }

  /**
   * Tries every remote once.
   *
   * @returns the first session there is
   * @throws {ConnectError} of every remote when all have failed, or the signal's reason
   */
  async open(stop: AbortSignal): Promise<Session> {
    const { remotes, random, open } = this.#options
    this.#failures.clear()
    for (const remote of remoteOrder(remotes, this.#last, random)) {
      try {
        const session = await open(remote, stop)
        this.#last = remote
        return session
      } catch (error) {
        if (stop.aborted || !(error instanceof ConnectError)) throw error
        this.#failures.set(remote, error)
      }
    }
    throw ConnectError.ofAll(this.failures)
  }
}
