import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import Koa from 'koa'
import t, { type Test } from 'tap'
import type { Compression } from '../../../lib/exporter/config/config.js'
import { type Format, OPEN_METRICS, TEXT } from '../../../lib/exporter/exposition/format.js'
import { gzip } from '../../../lib/exporter/exposition/gzip.js'
import { SharedText } from '../../../lib/exporter/exposition/shared-text.js'
import { metricsRoute, scrapeTimeout } from '../../../lib/exporter/routes/metrics.js'
import { UnreadTexts } from '../../../lib/exporter/routes/unread-texts.js'
import type { ScrapeRequest } from '../../../lib/exporter/scraper.js'
import { eventually } from '../../support/eventually.js'
import { serve } from '../../support/koa-server.js'

const PIECES = ['# HELP a A.\n', '# TYPE a gauge\n', 'a{b="ü😀"} 1\n'].map((piece) => Buffer.from(piece))

/** A route that answers with these pieces, what it asked of the scraper, and how often a text was given back. */
async function scene(t: Test, pieces: readonly Uint8Array[] = PIECES, compression: Compression = 'gzip') {
  const seen = {
    timeouts: [] as number[],
    formats: [] as (Format | undefined)[],
    collect: [] as (readonly string[] | undefined)[],
    givenBack: 0,
    compressions: 0,
  }
  const shared = new SharedText(
    pieces,
    () => seen.givenBack++,
    (all, signal) => {
      seen.compressions++
      return gzip(all, signal)
    },
  )
  const scraper = {
    collectors: ['traffic', 'bridge'],
    scrape: async ({ timeout, collect, format }: ScrapeRequest) => {
      seen.timeouts.push(timeout)
      seen.formats.push(format)
      seen.collect.push(collect && [...collect])
      return shared
    },
  }
  const app = new Koa().use(metricsRoute(scraper, { timeoutOffset: 500, compression, unread: new UnreadTexts() }))
  app.on('error', () => {}) // of clients that hang up
  return { url: await serve(t, app), seen }
}

/** The answer as it is on the wire, where fetch would ask for gzip and undo it. */
async function ask(url: string, headers: Readonly<Record<string, string>>, method = 'GET') {
  const asked = request(url, { method, headers }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  return { headers: response.headers, body: await buffer(response) }
}

t.test('the text format, with its length, not to be kept', async (t) => {
  const { url, seen } = await scene(t)
  const response = await fetch(url, { headers: { 'Accept-Encoding': 'identity' } })
  const body = Buffer.from(await response.arrayBuffer())
  t.equal(response.status, 200)
  t.ok(body.equals(Buffer.concat(PIECES)))
  t.equal(response.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8')
  t.equal(response.headers.get('content-length'), String(body.length))
  t.equal(response.headers.get('cache-control'), 'no-store')
  await eventually(() => seen.givenBack === 1)
})

t.test('in the format that is asked for', async (t) => {
  const { url, seen } = await scene(t)
  const { headers } = await ask(url, { Accept: 'application/openmetrics-text; version=1.0.0' })
  t.equal(headers['content-type'], 'application/openmetrics-text; version=1.0.0; charset=utf-8')
  t.equal(headers.vary, 'Accept, Accept-Encoding')
  await ask(url, {})
  t.strictSame(seen.formats, [OPEN_METRICS, TEXT])
})

t.test('compressed, where that is accepted', async (t) => {
  const pieces = Array.from({ length: 16 }, (_, i) => Buffer.alloc(256 * 1024, `line ${i}\n`))
  const { url, seen } = await scene(t, pieces)
  const { headers, body } = await ask(url, { 'Accept-Encoding': 'gzip' })
  t.match(headers, { 'content-encoding': 'gzip', vary: 'Accept, Accept-Encoding' })
  t.equal(headers['content-length'], String(body.length))
  t.ok(body.length < 100_000)
  t.ok(gunzipSync(body).equals(Buffer.concat(pieces)))
  await eventually(() => seen.givenBack === 1)
  const head = await ask(url, { 'Accept-Encoding': 'gzip' }, 'HEAD')
  t.match(head.headers, { 'content-encoding': 'gzip', vary: 'Accept, Accept-Encoding' })
  t.strictSame([head.headers['content-length'], head.body.length], [undefined, 0])
  await eventually(() => seen.givenBack === 2)
  for (const encodings of ['', 'identity', 'br', 'gzip;q=0', 'identity, gzip;q=0.5']) {
    const plain = await ask(url, { 'Accept-Encoding': encodings })
    t.strictSame(
      [plain.headers['content-encoding'], plain.headers['content-length'], plain.headers.vary],
      [undefined, String(Buffer.concat(pieces).length), 'Accept, Accept-Encoding'],
      encodings,
    )
  }
})

t.test('compressed once for all who share it, and for nobody who wants its headers alone', async (t) => {
  const { url, seen } = await scene(t)
  await ask(url, { 'Accept-Encoding': 'gzip' }, 'HEAD')
  await ask(url, { 'Accept-Encoding': 'identity' })
  t.equal(seen.compressions, 0)
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(url, { 'Accept-Encoding': 'gzip' })))
  t.ok(answers.every(({ body }) => gunzipSync(body).equals(Buffer.concat(PIECES))))
  t.equal(seen.compressions, 1)
})

t.test('never compressed, where that is switched off', async (t) => {
  const { url } = await scene(t, PIECES, 'none')
  const { headers, body } = await ask(url, { 'Accept-Encoding': 'gzip' })
  t.equal(headers['content-encoding'], undefined)
  t.equal(headers.vary, 'Accept')
  t.ok(body.equals(Buffer.concat(PIECES)))
})

t.test('HEAD has the same headers', async (t) => {
  const { url, seen } = await scene(t)
  const asked = request(url, { method: 'HEAD' }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  t.equal(response.headers['content-length'], String(Buffer.concat(PIECES).length))
  t.equal(await text(response), '')
  await eventually(() => seen.givenBack === 1)
})

t.test('a text of no piece is an answer too', async (t) => {
  const { url } = await scene(t, [])
  for (const encoding of ['gzip', 'identity']) {
    const response = await fetch(url, { headers: { 'Accept-Encoding': encoding } })
    t.strictSame([response.status, await response.text()], [200, ''])
  }
})

t.test('as long as Prometheus waits', async (t) => {
  const { url, seen } = await scene(t)
  await fetch(url)
  await fetch(url, { headers: { 'X-Prometheus-Scrape-Timeout-Seconds': '5' } })
  t.strictSame(seen.timeouts, [10_000, 4500])
})

t.test('the collectors that are asked for, and no others', async (t) => {
  const { url, seen } = await scene(t)
  for (const query of ['', '?collect[]=bridge', '?collect%5B%5D=bridge&collect[]=traffic', '?collect=bridge']) {
    t.equal((await fetch(`${url}/${query}`)).status, 200, query)
  }
  t.strictSame(seen.collect, [undefined, ['bridge'], ['bridge', 'traffic'], undefined])
  const refused = await fetch(`${url}/?collect[]=traffic&collect[]=fridge%0a`)
  t.equal(refused.status, 400)
  t.match(refused.headers.get('content-type'), /^text\/plain/)
  t.equal(await refused.text(), 'collect[]: expected one of traffic, bridge, got "fridge\\n"\n')
  t.equal((await fetch(`${url}/?collect[]=`)).status, 400)
  t.equal(seen.collect.length, 4, 'what is refused is not scraped')
})

t.test('a client that hangs up in the middle: the text is given back once the socket is done with it', async (t) => {
  for (const encoding of ['identity', 'gzip']) {
    const pieces = Array.from({ length: 64 }, () => randomBytes(256 * 1024))
    const { url, seen } = await scene(t, pieces)
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write(`GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: ${encoding}\r\n\r\n`)
    await once(socket, 'data')
    socket.pause()
    t.equal(seen.givenBack, 0, encoding)
    socket.resetAndDestroy()
    await eventually(() => seen.givenBack === 1)
  }
})

t.test('readers of one text do not disturb each other', async (t) => {
  const pieces = Array.from({ length: 16 }, (_, i) => Buffer.alloc(256 * 1024, String(i % 10)))
  const { url, seen } = await scene(t, pieces)
  const bodies = await Promise.all([1, 2, 3].map(async () => Buffer.from(await (await fetch(url)).arrayBuffer())))
  t.ok(bodies.every((body) => body.equals(Buffer.concat(pieces))))
  await eventually(() => seen.givenBack >= 1)
})

t.test('the header is a number of seconds; anything else counts as absent', async (t) => {
  const cases: Record<string, number> = {
    '': 10_000,
    '0': 10_000,
    '-5': 10_000,
    NaN: 10_000,
    '-Infinity': 10_000,
    '5s': 10_000,
    '5, 10': 10_000,
    garbage: 10_000,
    '5': 4500,
    ' 5 ': 4500,
    '5.000000': 4500,
    '1.2345': 700,
    '10': 9500,
    '0.6': 100,
    '0.5': 100,
    '0.001': 100,
    '1e-300': 100,
    '30.5': 30_000,
    '60': 30_000,
    '1e300': 30_000,
    Infinity: 30_000,
  }
  for (const [header, milliseconds] of Object.entries(cases))
    t.equal(scrapeTimeout(header, 500), milliseconds, `"${header}"`)
  t.equal(scrapeTimeout('5', 0), 5000)
  t.equal(scrapeTimeout('5', 2000), 3000)
  t.equal(scrapeTimeout('', 2000), 10_000)
})
