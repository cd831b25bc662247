import { createConnection, type Socket } from 'node:net'
import type { Scope } from '../spec/support/scope.js'

const END_OF_HEADERS = '\r\n\r\n'
const BUFFER_BYTES = 256 * 1024

/**
 * Scrapes over one connection that is kept, as Prometheus does. The bytes are read into one buffer and counted: fresh
 * memory for each piece would take as long as the exporter takes to write it.
 */
export class ScrapeClient {
  readonly #socket: Socket
  readonly #request: string
  readonly #atLeast: number
  #headers = ''
  /** Bytes of the body that are still to come; NaN before its headers have. */
  #rest = Number.NaN
  #settle: (error?: Error) => void = () => {}

  /**
   * @param url the exporter's, without a slash at the end
   * @param atLeast bytes that a body must have: a scrape that lost its series would be a fast one
   */
  constructor(scope: Scope, url: string, atLeast: number) {
    const { hostname, port, host } = new URL(url)
    this.#request = `GET /metrics HTTP/1.1\r\nHost: ${host}${END_OF_HEADERS}`
    this.#atLeast = atLeast
    const buffer = Buffer.alloc(BUFFER_BYTES)
    const onread = { buffer, callback: (bytes: number) => this.#read(buffer.subarray(0, bytes)) }
    this.#socket = createConnection({ host: hostname, port: Number(port), noDelay: true, onread })
    this.#socket.on('error', (error) => this.#settle(error))
    this.#socket.on('close', () => this.#settle(new Error('the exporter closed the connection')))
    scope.teardown(() => this.#socket.destroy())
  }

  /** One scrape, its body read to the end. @throws unless it was answered in full */
  scrape(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#settle = (error) => (error === undefined ? resolve() : reject(error))
      this.#headers = ''
      this.#rest = Number.NaN
      this.#socket.write(this.#request)
    })
  }

  #read(bytes: Buffer): boolean {
    let body = bytes.length
    if (Number.isNaN(this.#rest)) {
      const before = this.#headers.length
      this.#headers += bytes.toString('latin1')
      const end = this.#headers.indexOf(END_OF_HEADERS)
      if (end < 0) return true
      body -= end + END_OF_HEADERS.length - before
      const headers = this.#headers.slice(0, end)
      const length = Number(/^content-length: (\d+)$/im.exec(headers)?.[1])
      if (!headers.startsWith('HTTP/1.1 200 ') || !(length >= this.#atLeast)) {
        this.#settle(new Error(`expected status 200 and at least ${this.#atLeast} bytes, got:\n${headers}`))
        return true
      }
      this.#rest = length
    }
    this.#rest -= body
    if (this.#rest === 0) this.#settle()
    return true
  }
}
