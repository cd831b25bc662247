import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { freePort } from './free-port.js'

/** What a server says to one request. */
export interface Answer {
  readonly status?: number
  /** Text as it is; anything else becomes JSON. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The answer waits for this: milliseconds, or a promise the spec settles when it likes. */
  readonly delay?: number | Promise<unknown>
}

/** Writes the whole response itself, or returns what to say. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Answer | undefined

/**
 * An HTTP server on loopback whose answers a spec can replace, delay and count. Paths are decoded and without query.
 * It closes the connection after each answer, as Netmaster does, and ends with the test.
 */
export class AnsweringServer {
  /** Requests received so far, by path. */
  readonly requests = new Map<string, number>()
  readonly #usual: (path: string) => Answer
  readonly #host: string
  readonly #answers = new Map<string, Answer | Handler>()
  readonly #waiting: { readonly met: () => boolean; readonly resolve: () => void }[] = []
  #server: Server
  #port = 0

  /** @param usual what it says to a path no answer was set for */
  constructor(usual: (path: string) => Answer, host = '127.0.0.1') {
    this.#usual = usual
    this.#host = host
    this.#server = createServer()
  }

  /** The base URL, without a slash at the end. The same after `down` and `up`. */
  get url(): string {
    return `http://${this.#host.includes(':') ? `[${this.#host}]` : this.#host}:${this.#port}`
  }

  get port(): number {
    return this.#port
  }

  /** Requests received so far on all paths, or on one. */
  count(path?: string): number {
    if (path !== undefined) return this.requests.get(path) ?? 0
    return [...this.requests.values()].reduce((sum, count) => sum + count, 0)
  }

  /** Sets what is said to a path from now on; undefined brings the usual answer back. */
  answer(path: string, answer: Answer | Handler | undefined): void {
    if (answer === undefined) this.#answers.delete(path)
    else this.#answers.set(path, answer)
  }

  /** Resolves when so many requests for the path have come in since the server was created. */
  async received(path: string, count: number): Promise<void> {
    const met = () => this.count(path) >= count
    if (!met()) await new Promise<void>((resolve) => this.#waiting.push({ met, resolve }))
  }

  /** Connections open now. */
  connections(): Promise<number> {
    return new Promise((resolve, reject) =>
      this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    )
  }

  /** Listens, on the port it had before if it had one. */
  async up(): Promise<void> {
    this.#server = createServer((request, response) => void this.#serve(request, response))
    if (this.#port === 0) this.#port = await freePort(this.#host)
    this.#server.listen(this.#port, this.#host)
    await once(this.#server, 'listening')
  }

  /** Dies: open connections break, new ones are refused. */
  async down(): Promise<void> {
    if (!this.#server.listening) return
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }

  async close(): Promise<void> {
    await this.down()
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://server').pathname)
    this.requests.set(path, this.count(path) + 1)
    for (const waiting of this.#waiting) if (waiting.met()) waiting.resolve()
    response.shouldKeepAlive = false
    const set = this.#answers.get(path) ?? this.#usual(path)
    const answer = typeof set === 'function' ? set(request, response) : set
    if (answer === undefined) return
    const { status = 200, body = '', headers, delay } = answer
    await (typeof delay === 'number' ? new Promise((resolve) => setTimeout(resolve, delay)) : delay)
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const type = status === 200 ? 'application/json' : 'text/plain; charset=utf-8'
    response.writeHead(status, { 'Content-Type': type, ...headers })
    response.end(text)
  }
}
