import { isId } from '../ovsdb/value/atom.js'
import { DatabaseError } from '../ovsdb/value/database-error.js'

/** Who asks for locks. */
export interface LockClient {
  /** Told that a lock has become this client's, or was taken from it. */
  notify(method: 'locked' | 'stolen', params: readonly [lock: string]): void
}

/** The locks of a server (RFC 7047 section 4.1.8). */
export class Locks {
  /** Those who asked for a lock and have not given it back: the first has it. */
  readonly #queues = new Map<string, LockClient[]>()

  /** @throws {DatabaseError} when it is no lock's name, or this client has asked for it already */
  lock(name: unknown, client: LockClient): { readonly locked: boolean } {
    const queue = this.#join(name, client)
    queue.push(client)
    return { locked: queue[0] === client }
  }

  /** Whoever had it is next. @throws as {@link lock} */
  steal(name: unknown, client: LockClient): { readonly locked: true } {
    const queue = this.#join(name, client)
    queue.unshift(client)
    queue[1]?.notify('stolen', [name as string])
    return { locked: true }
  }

  /** @throws {DatabaseError} when this client has not asked for it */
  unlock(name: unknown, client: LockClient): object {
    if (!this.#leave(name as string, client)) {
      throw new DatabaseError('syntax error', '"unlock" without "lock" or "steal"')
    }
    return {}
  }

  isOwner(name: string, client: LockClient): boolean {
    return this.#queues.get(name)?.[0] === client
  }

  /** The client is gone. */
  leave(client: LockClient): void {
    for (const name of this.#queues.keys()) this.#leave(name, client)
  }

  #join(name: unknown, client: LockClient): LockClient[] {
    if (!isId(name)) throw new DatabaseError('syntax error', "expected a lock's name, an <id>", name)
    const queue = this.#queues.get(name) ?? []
    if (queue.includes(client)) throw new DatabaseError('syntax error', 'must issue "unlock" before new "lock"')
    this.#queues.set(name, queue)
    return queue
  }

  #leave(name: string, client: LockClient): boolean {
    const queue = this.#queues.get(name) ?? []
    const place = queue.indexOf(client)
    if (place < 0) return false
    queue.splice(place, 1)
    if (place === 0) queue[0]?.notify('locked', [name])
    return true
  }
}
