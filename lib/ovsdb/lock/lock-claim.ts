import { InvalidReplyError } from '../errors.js'
import { onResolved } from '../on-resolved.js'
import type { OvsdbSession } from '../session/ovsdb-session.js'
import { type Limits, within } from '../within.js'

/** What a claim needs of a session. */
export type LockingSession = Pick<OvsdbSession, 'request' | 'onNotification' | 'closed'>

/** Hears what becomes of a claim, in order. */
export interface ClaimListener {
  /** The server was asked, and somebody else has the lock. */
  waiting(): void
  held(): void
  stolen(): void
  /** Nothing more comes: the server refused, or the session ended. */
  over(cause: Error): void
}

/** One request for a lock on one session (RFC 7047 section 4.1.8), until the session ends or the claim is withdrawn. */
export class LockClaim {
  readonly #session: LockingSession
  readonly #name: string
  readonly #listener: ClaimListener
  readonly #leave: (() => void)[]
  #isAnswered = false
  /** Notifications can overtake the reader of the reply that they follow; the last of them says how it stands. */
  #early: (() => void) | undefined
  #isOver = false

  constructor(session: LockingSession, name: string, listener: ClaimListener) {
    this.#session = session
    this.#name = name
    this.#listener = listener
    const hear = (method: string, tell: () => void) =>
      session.onNotification(method, ([lock]) => {
        if (lock !== name) return
        if (this.#isAnswered) tell()
        else this.#early = tell
      })
    this.#leave = [hear('locked', () => listener.held()), hear('stolen', () => listener.stolen())]
  }

  /** Asks for the lock, or takes it from whoever has it. Never rejects. */
  async start(method: 'lock' | 'steal'): Promise<void> {
    this.#leave.push(onResolved(this.#session.closed, (cause) => this.#end(cause)))
    try {
      const reply = await this.#session.request(method, [this.#name])
      if (this.#isOver) return
      if (readLocked(method, reply)) this.#listener.held()
      else this.#listener.waiting()
      this.#isAnswered = true
      this.#early?.()
      this.#early = undefined
    } catch (error) {
      this.#end(error as Error)
    }
  }

  /** Gives the lock back, or stops waiting for it. Resolves, never rejects, when the server has confirmed, or cannot. */
  async withdraw(limits: Limits): Promise<void> {
    if (this.#isOver) return
    this.#isOver = true
    for (const leave of this.#leave) leave()
    // A signal that is aborted ends the wait; told has the server to be all the same.
    await within(this.#session.request('unlock', [this.#name]), 'unlock', limits).catch(() => {})
  }

  #end(cause: Error): void {
    if (this.#isOver) return
    this.#isOver = true
    for (const leave of this.#leave) leave()
    this.#listener.over(cause)
  }
}

function readLocked(method: string, reply: unknown): boolean {
  const locked = typeof reply === 'object' && reply !== null ? (reply as { locked?: unknown }).locked : undefined
  if (typeof locked === 'boolean') return locked
  throw new InvalidReplyError(method, '{"locked": <boolean>}', reply)
}
