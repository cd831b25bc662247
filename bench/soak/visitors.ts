import { Agent, get, type IncomingMessage, type RequestOptions } from 'node:http'
import { text } from 'node:stream/consumers'
import { WebSocket } from 'ws'
import { FEED_PATH } from '../../lib/page/protocol.js'
import { basic } from '../../spec/support/web-config.js'
import type { WatchedExporter } from './watched.js'

/** How one scrape asks, beside what the exporter demands. */
interface Way {
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Leaves before the answer begins, or within it. */
  readonly hangsUp?: 'early' | 'late'
}

/** Before the exporter closes a connection that nobody uses, which would meet the next request. */
const IDLE_MS = 3000

const GZIP = { 'Accept-Encoding': 'gzip' }
const OPENMETRICS = { Accept: 'application/openmetrics-text; version=1.0.0' }

/** What the visitors did so far. */
export interface Visits {
  scrapes: number
  hangUps: number
  refusals: number
  viewers: number
  messages: number
}

/** Those who scrape an exporter and watch its page, and leave as they like. */
export class Visitors {
  readonly #exporter: WatchedExporter
  readonly #ways: readonly Way[]
  readonly #visits: Visits
  readonly #agent = new Agent({ keepAlive: true, timeout: IDLE_MS })
  readonly #viewers: WebSocket[] = []
  #turn = 0

  /** @param probed the switch that `/probe` may ask, where there is one @param visits counted here */
  constructor(exporter: WatchedExporter, probed: string | undefined, visits: Visits) {
    this.#exporter = exporter
    this.#visits = visits
    this.#ways = [
      { path: '/metrics' },
      { path: '/metrics', headers: GZIP },
      { path: '/metrics', headers: OPENMETRICS },
      { path: '/metrics', headers: { 'X-Prometheus-Scrape-Timeout-Seconds': '0.6' } },
      { path: '/metrics', hangsUp: 'late' },
      { path: '/metrics', headers: GZIP, hangsUp: 'late' },
      { path: '/metrics', hangsUp: 'early' },
      { path: '/metrics?collect[]=nothing' },
      { path: '/' },
      { path: '/nowhere' },
      ...(probed === undefined ? [] : [{ path: `/probe?target=${probed}` }]),
    ]
  }

  /** A few requests at once, each in another way. An exporter that cannot be asked fails; one whose sources are away does not. */
  async ask(count: number): Promise<void> {
    const asked = Array.from({ length: count }, () =>
      this.#ask(this.#ways[this.#turn++ % this.#ways.length] ?? { path: '/' }),
    )
    await Promise.all(asked)
  }

  /** Somebody who does not know the password; each has another. */
  async intrude(): Promise<void> {
    if (this.#exporter.headers.Authorization === undefined) return
    const headers = { Authorization: basic('prometheus', `wrong${this.#visits.refusals}`) }
    if ((await this.#get('/metrics', { headers })) !== 401) throw new Error('expected a wrong password to be refused')
    this.#visits.refusals++
  }

  /** Viewers come, and are there when they have seen something. */
  async watch(count: number): Promise<void> {
    const { url, headers } = this.#exporter
    const come = Array.from({ length: count }, async () => {
      const webSocket = new WebSocket(url.replace(/^http/, 'ws') + FEED_PATH, { origin: url, headers })
      await new Promise((resolve, reject) => {
        const refused = (code: number) => reject(new Error(`expected a viewer to be welcome, got close code ${code}`))
        webSocket.once('message', resolve).once('error', reject).once('close', refused)
      })
      webSocket.on('message', () => this.#visits.messages++).on('error', () => {})
      this.#viewers.push(webSocket)
      this.#visits.viewers++
    })
    await Promise.all(come)
  }

  /** So many leave, one after a goodbye, the next without. */
  async leave(count = this.#viewers.length): Promise<void> {
    const left = this.#viewers.splice(0, count).map((webSocket, index) => {
      const closed = new Promise((resolve) => webSocket.once('close', resolve))
      if (webSocket.readyState === WebSocket.CLOSED) return undefined
      if (index % 2 === 0) webSocket.close()
      else webSocket.terminate()
      return closed
    })
    await Promise.all(left)
  }

  /** Everybody leaves, and every connection is closed. */
  async rest(): Promise<void> {
    await this.leave()
    this.#agent.destroy()
  }

  /** The text of one scrape. */
  scrape(): Promise<string> {
    return new Promise((resolve, reject) => {
      const { url, headers } = this.#exporter
      get(`${url}/metrics`, { headers, agent: this.#agent }, (response: IncomingMessage) => {
        text(response).then(resolve, reject)
      }).on('error', reject)
    })
  }

  async #ask({ path, headers, hangsUp }: Way): Promise<void> {
    await this.#get(path, { headers: { ...this.#exporter.headers, ...headers } }, hangsUp)
    if (hangsUp === undefined) this.#visits.scrapes++
    else this.#visits.hangUps++
  }

  #get(path: string, options: RequestOptions, hangsUp?: Way['hangsUp']): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const request = get(
        this.#exporter.url + path,
        { ...options, agent: this.#agent },
        (response: IncomingMessage) => {
          response.once('close', () => resolve(response.statusCode))
          response.on('error', () => {})
          if (hangsUp === 'late') response.once('data', () => response.destroy())
          response.resume()
        },
      )
      if (hangsUp !== 'early') request.on('error', reject)
      else request.once('finish', () => setImmediate(() => request.destroy())).on('error', () => resolve(undefined))
    })
  }
}
