import { onAbort } from '../../jsonrpc/index.js'
import type { Status } from './status.js'

/** What there is to follow. */
export interface StatusSource {
  readonly status: Status
  onStatus(listener: (status: Status) => void): () => void
}

/**
 * Statuses to read one by one; leaving the loop, or disposing of them, ends it.
 *
 * @example
 * const statuses: Statuses = client.statuses()
 * const { value: status } = await statuses.next()
 * console.log(status?.state) // → connected
 */
export type Statuses = AsyncIterableIterator<Status, undefined> & AsyncDisposable

/**
 * The status there is, then each that follows; it ends after `closed`. A reader who is slow is not told what was over
 * before it came back: only the latest status waits for it.
 *
 * @param signal ends it, with the signal's reason thrown to the reader
 */
export function followStatus(source: StatusSource, signal?: AbortSignal): Statuses {
  const follower = new StatusFollower(source.status)
  const leave = source.onStatus((status) => follower.tell(status))
  const leaveSignal = onAbort(signal, () => follower.fail(signal?.reason))
  follower.onEnd = () => {
    leaveSignal()
    leave()
  }
  if (signal?.aborted) follower.fail(signal.reason)
  return follower
}

type Result = IteratorResult<Status, undefined>

const DONE: Result = { done: true, value: undefined }

class StatusFollower implements Statuses {
  onEnd = () => {}
  readonly #readers: { resolve(result: Result): void; reject(error: unknown): void }[] = []
  #waiting: Status | undefined
  #failure: { readonly error: unknown } | undefined
  #ended = false

  constructor(first: Status) {
    this.#waiting = first
  }

  tell(status: Status): void {
    const reader = this.#readers.shift()
    if (reader === undefined) this.#waiting = status
    else reader.resolve(this.#give(status))
  }

  fail(error: unknown): void {
    const reader = this.#readers.shift()
    if (reader === undefined) this.#failure = { error }
    else reader.reject(error)
    this.#end()
  }

  next(): Promise<Result> {
    return new Promise((resolve, reject) => {
      const [failure, status] = [this.#failure, this.#waiting]
      this.#failure = undefined
      this.#waiting = undefined
      if (failure !== undefined) reject(failure.error)
      else if (this.#ended) resolve(DONE)
      else if (status !== undefined) resolve(this.#give(status))
      else this.#readers.push({ resolve, reject })
    })
  }

  async return(): Promise<Result> {
    this.#end()
    return DONE
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end()
  }

  #give(status: Status): Result {
    if (status.state === 'closed') this.#end()
    return { done: false, value: status }
  }

  #end(): void {
    this.#ended = true
    this.onEnd()
    for (const reader of this.#readers.splice(0)) reader.resolve(DONE)
  }
}
