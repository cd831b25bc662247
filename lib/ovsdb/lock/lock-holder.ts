import { SessionClosedError } from '../../jsonrpc/index.js'
import { Listeners } from '../listeners.js'
import type { Limits } from '../within.js'
import { LockClosedError, LockNotHeldError, LockStolenError } from './errors.js'
import { LockClaim, type LockingSession } from './lock-claim.js'
import type { LockState } from './state.js'

export interface LockHolderOptions {
  readonly name: string
  /** Whether to take it from whoever has it, until it was held once. */
  readonly steal: boolean
}

/** Claims a lock on one session after the other. */
export class LockHolder {
  readonly states = new Listeners<LockState>()
  readonly #options: LockHolderOptions
  #steal: boolean
  #claim: LockClaim | undefined
  #state: LockState = { state: 'waiting' }
  #holding = new AbortController()

  constructor(options: LockHolderOptions) {
    this.#options = options
    this.#steal = options.steal
    this.#holding.abort(new LockNotHeldError(options.name))
  }

  get name(): string {
    return this.#options.name
  }

  get state(): LockState {
    return this.#state
  }

  /** Aborted when the lock, as it is held now, is lost; aborted already while it is not held. */
  get signal(): AbortSignal {
    return this.#holding.signal
  }

  /** Claims the lock on that session from now on. */
  claim(session: LockingSession): void {
    if (this.#state.state === 'closed') return
    this.#claim = new LockClaim(session, this.name, {
      waiting: () => this.#setState({ state: 'waiting' }),
      held: () => this.#hold(),
      stolen: () => this.#lose(new LockStolenError(this.name)),
      over: (cause) => this.#end(cause),
    })
    void this.#claim.start(this.#steal ? 'steal' : 'lock')
  }

  /** @param limits of the wait for the server's word that it is given back */
  async close(limits: Limits): Promise<void> {
    if (this.#state.state === 'closed') return
    this.#setState({ state: 'closed' })
    this.#holding.abort(new LockClosedError(this.name))
    await this.#claim?.withdraw(limits)
  }

  /** Servers may tell it twice. */
  #hold(): void {
    if (this.#state.state === 'held') return
    this.#steal = false
    this.#holding = new AbortController()
    this.#setState({ state: 'held' })
  }

  /** Who still waits when the session ends, waits on. */
  #end(cause: Error): void {
    if (this.#state.state === 'waiting' && cause instanceof SessionClosedError) return
    this.#lose(cause)
  }

  #lose(cause: Error): void {
    this.#setState({ state: 'lost', cause })
    this.#holding.abort(cause)
  }

  #setState(state: LockState): void {
    this.#state = state
    this.states.tell(state)
  }
}
