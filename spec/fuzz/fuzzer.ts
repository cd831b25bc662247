import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { HEAD_BYTES, type Job, type Report, type WorkerData } from './worker-data.js'

export interface FuzzerOptions {
  /** The program of the thread that knows the targets. */
  readonly program: URL
  /** Milliseconds that one input may take. Default {@link DEFAULT_PATIENCE}. */
  readonly patience?: number
}

/** Far beyond what any input of {@link MAX_BYTES} takes on a machine that does much else. */
export const DEFAULT_PATIENCE = 20_000
/** The longest input. */
export const MAX_BYTES = 64 * 1024
/** The memory that the targets may hold: much more than any input can be worth. */
const MAX_HEAP_MB = 512

/**
 * Fuzzes targets in a thread of its own. An input that hangs it, or has it take all memory, is a finding like others: the
 * thread is ended, and a new one takes its place.
 */
export class Fuzzer {
  readonly #program: URL
  readonly #patience: number
  readonly #shared = new SharedArrayBuffer(HEAD_BYTES + MAX_BYTES)
  readonly #head = new Int32Array(this.#shared, 0, 2)
  #worker: Worker | undefined

  constructor({ program, patience = DEFAULT_PATIENCE }: FuzzerOptions) {
    this.#program = program
    this.#patience = patience
  }

  async run(job: Job): Promise<Report> {
    this.#worker ??= await this.#start()
    const worker = this.#worker
    Atomics.store(this.#head, 0, 0)
    worker.postMessage(job)
    return new Promise((resolve) => {
      const done = (report: Report) => {
        clearInterval(timer)
        worker.off('message', done).off('error', ended)
        resolve(report)
      }
      const lost = (reason: string) => {
        this.#worker = undefined
        void worker.terminate()
        const input = new Uint8Array(this.#shared.slice(HEAD_BYTES, HEAD_BYTES + Atomics.load(this.#head, 1)))
        done({ executions: this.#executions, kept: [], findings: [{ input, reason }] })
      }
      let seen = 0
      const timer = setInterval(() => {
        if (this.#executions === seen) lost(`expected an end within ${this.#patience} ms, got none`)
        seen = this.#executions
      }, this.#patience)
      const ended = (error: Error) => lost(`the thread ended: ${error.stack}`)
      worker.once('message', done).once('error', ended)
    })
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
    this.#worker = undefined
  }

  get #executions(): number {
    return Atomics.load(this.#head, 0)
  }

  async #start(): Promise<Worker> {
    const workerData: WorkerData = { shared: this.#shared }
    const worker = new Worker(this.#program, { workerData, resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } })
    await once(worker, 'message')
    return worker
  }
}
