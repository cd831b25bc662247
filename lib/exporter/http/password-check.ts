import { Worker } from 'node:worker_threads'
import type { PasswordAnswer, PasswordQuestion } from './password-worker.js'

/** How many comparisons may wait; each takes a tenth of a second or more. */
const MAX_WAITING = 16

/** There are too many comparisons to be made already. */
export class TooBusyError extends Error {
  override readonly name = 'TooBusyError'
  readonly code = 'TOO_BUSY'

  constructor() {
    super(`expected at most ${MAX_WAITING} passwords to compare, got more`)
  }
}

interface Waiting {
  readonly resolve: (matches: boolean) => void
  readonly reject: (error: Error) => void
}

/** Compares passwords with bcrypt hashes in another thread, one at a time. The thread begins with the first of them. */
export class PasswordCheck {
  #worker: Worker | undefined
  #lastId = 0
  readonly #waiting = new Map<number, Waiting>()

  /** @throws {TooBusyError} */
  async matches(password: string, hash: string): Promise<boolean> {
    if (this.#waiting.size >= MAX_WAITING) throw new TooBusyError()
    this.#worker ??= this.#start()
    const question: PasswordQuestion = { id: ++this.#lastId, password, hash }
    // Somebody waits: the process is not to end now.
    this.#worker.ref()
    this.#worker.postMessage(question)
    return new Promise((resolve, reject) => this.#waiting.set(question.id, { resolve, reject }))
  }

  /** Ends the thread. Comparisons that wait are rejected. */
  async stop(): Promise<void> {
    await this.#worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(new URL('./password-worker.js', import.meta.url))
    let cause = new Error('the thread that compares passwords has ended')
    worker.on('message', ({ id, matches }: PasswordAnswer) => {
      this.#waiting.get(id)?.resolve(matches)
      this.#waiting.delete(id)
      if (this.#waiting.size === 0) worker.unref()
    })
    worker.on('error', (error) => {
      cause = error
    })
    worker.on('exit', () => {
      this.#worker = undefined
      for (const { reject } of this.#waiting.values()) reject(cause)
      this.#waiting.clear()
    })
    return worker
  }
}
