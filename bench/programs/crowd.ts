import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { createConnection } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { FEED_PATH } from '../../lib/page/protocol.js'

/**
 * Those who ask an exporter, in a process of their own: so many scrapes at once, again and again as Prometheus does it
 * (compressed), so many viewers of the live page, and where there are viewers one reader and one viewer who do not read.
 * It prints a report, and ends.
 *
 * Arguments: the exporter's URL, scrapes at once, viewers, rounds, milliseconds from one round to the next, and the bytes
 * that a scrape has at least.
 */
export interface CrowdReport {
  /** Milliseconds that each scrape took, in no order. */
  readonly scrapes: readonly number[]
  /** Messages that the viewers were sent. */
  readonly messages: number
}

const [url = '', ...numbers] = process.argv.slice(2)
const [atOnce = 1, viewers = 0, rounds = 1, interval = 5000, atLeast = 0] = numbers.map(Number)

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
let messages = 0

async function watch(reads: boolean): Promise<WebSocket> {
  const webSocket = new WebSocket(url.replace(/^http/, 'ws') + FEED_PATH, { origin: url })
  await once(webSocket, 'open')
  if (reads) webSocket.on('message', () => messages++)
  else webSocket.pause()
  return webSocket
}

/** Asks, and reads nothing of the answer. */
async function loiter(): Promise<void> {
  const { hostname, port } = new URL(url)
  const socket = createConnection({ host: hostname, port: Number(port) })
  await once(socket, 'connect')
  socket.write(`GET /metrics HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`)
}

function scrape(): Promise<number> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    get(`${url}/metrics`, { agent, headers: { 'Accept-Encoding': 'gzip' } }, (response: IncomingMessage) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('error', reject)
      response.on('end', () => {
        if (response.statusCode === 200 && bytes >= atLeast) resolve(performance.now() - began)
        else reject(new Error(`expected ${atLeast} bytes with status 200, got ${bytes} with ${response.statusCode}`))
      })
    }).on('error', reject)
  })
}

await Promise.all(Array.from({ length: viewers }, () => watch(true)))
if (viewers > 0) await Promise.all([watch(false), loiter()])
const scrapes: number[] = []
for (let round = 0; round < rounds; round++) {
  const began = performance.now()
  scrapes.push(...(await Promise.all(Array.from({ length: atOnce }, scrape))))
  await delay(Math.max(0, began + interval - performance.now()))
}
process.stdout.write(`${JSON.stringify({ scrapes, messages } satisfies CrowdReport)}\n`, () => process.exit())
