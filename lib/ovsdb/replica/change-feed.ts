import { onAbort } from '../../jsonrpc/index.js'
import { type AnyChange, mergeChanges } from '../monitor/row-change.js'

interface Reader {
  resolve(result: IteratorResult<AnyChange, undefined>): void
  reject(error: unknown): void
}

/**
 * Changes for one reader. While it is away they wait, those of one row as one: what it reads then leads from the rows it
 * knows to those there are, and what waits is never more than the rows of two moments.
 */
export class ChangeFeed implements AsyncIterableIterator<AnyChange, undefined>, AsyncDisposable {
  /** By row, in the order in which the rows first changed. */
  readonly #waiting = new Map<string, AnyChange>()
  readonly #readers: Reader[] = []
  readonly #onEnd: () => void
  /** Kept, as each new iterator would step over all that was taken out before. */
  #next: Iterator<AnyChange> | undefined
  #ended = false
  #stopWaiting: () => void = () => {}
  #failure: { readonly error: unknown } | undefined

  /** @param onEnd called once, when no more changes are wanted */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd
  }

  /** How many changes can be read at once. */
  get waiting(): number {
    return this.#waiting.size
  }

  push(changes: readonly AnyChange[]): void {
    if (this.#ended) return
    for (const change of changes) this.#add(change)
    while (this.#readers.length > 0 && this.#waiting.size > 0) this.#readers.shift()?.resolve(this.#take())
  }

  /** No more changes come; those that wait can still be read. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#stopWaiting()
    this.#onEnd()
    for (const reader of this.#readers.splice(0)) reader.resolve({ done: true, value: undefined })
  }

  /** When aborted, the reader is told the signal's reason next. */
  failOn(signal: AbortSignal): void {
    this.#stopWaiting = onAbort(signal, () => this.#fail(signal.reason))
    if (signal.aborted) this.#fail(signal.reason)
  }

  next(): Promise<IteratorResult<AnyChange, undefined>> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        const { error } = this.#failure
        this.#failure = undefined
        reject(error)
      } else if (this.#waiting.size > 0) resolve(this.#take())
      else if (this.#ended) resolve({ done: true, value: undefined })
      else this.#readers.push({ resolve, reject })
    })
  }

  /** The reader leaves. */
  async return(): Promise<IteratorResult<AnyChange, undefined>> {
    this.#waiting.clear()
    this.end()
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }

  #fail(error: unknown): void {
    if (this.#ended) return
    this.#waiting.clear()
    const [reader] = this.#readers.splice(0, 1)
    if (reader === undefined) this.#failure = { error }
    else reader.reject(error)
    this.end()
  }

  #add(change: AnyChange): void {
    const key = keyOf(change)
    const waiting = this.#waiting.get(key)
    const merged = waiting === undefined ? change : mergeChanges(waiting, change)
    if (merged === undefined) this.#waiting.delete(key)
    else this.#waiting.set(key, merged)
  }

  /** There is one. */
  #take(): IteratorResult<AnyChange, undefined> {
    this.#next ??= this.#waiting.values()
    const { done, value } = this.#next.next()
    if (done === true) {
      this.#next = undefined
      return this.#take()
    }
    this.#waiting.delete(keyOf(value))
    return { done: false, value }
  }
}

function keyOf({ table, uuid }: AnyChange): string {
  return `${table} ${uuid}`
}
