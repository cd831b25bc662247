import { connect } from 'node:net'
import Koa from 'koa'
import t from 'tap'
import { SharedText } from '../../../lib/exporter/exposition/shared-text.js'
import { Listeners } from '../../../lib/exporter/http/listeners.js'
import { metricsRoute } from '../../../lib/exporter/routes/metrics.js'
import { UnreadTexts } from '../../../lib/exporter/routes/unread-texts.js'
import { eventually } from '../../support/eventually.js'
import { serve } from '../../support/koa-server.js'

/** Far more than the kernel takes for a client that does not read. */
const PIECE = Buffer.alloc(16 * 1024 * 1024, '#')

/** Of 128 MiB together. */
const LIMIT = 8

t.test('a response has no more listeners than it may', async (t) => {
  const warnings: string[] = []
  const warned = ({ name }: Error) => void warnings.push(name)
  process.on('warning', warned)
  t.teardown(() => process.off('warning', warned))
  const scraper = { collectors: [], scrape: async () => new SharedText([Buffer.from('a 1\n')], () => {}) }
  const route = metricsRoute(scraper, { timeoutOffset: 500, compression: 'none', unread: new UnreadTexts() })
  const handler = new Koa().use(route).callback()
  const listeners = await Listeners.start([{ host: '127.0.0.1', port: 0 }], handler)
  t.teardown(() => listeners.stop(0))
  t.equal(await (await fetch(listeners.urls[0] ?? '')).text(), 'a 1\n')
  await new Promise(setImmediate)
  t.strictSame(warnings, [])
})

t.test('however many do not read, so many texts are held: the oldest go first', async (t) => {
  const held = new Set<number>()
  let made = 0
  let shared: SharedText | undefined
  const scraper = {
    collectors: [],
    scrape: async () => {
      const number = made++
      if (shared !== undefined) return shared
      held.add(number)
      return new SharedText([PIECE], () => held.delete(number))
    },
  }
  const unread = new UnreadTexts()
  const app = new Koa().use(metricsRoute(scraper, { timeoutOffset: 500, compression: 'none', unread }))
  app.on('error', () => {}) // of clients that are cut off
  const url = new URL(await serve(t, app))
  const ask = async () => {
    const socket = connect(Number(url.port), url.hostname).on('error', () => {})
    t.teardown(() => socket.destroy())
    const before = made
    socket.pause().write('GET / HTTP/1.1\r\nHost: exporter\r\n\r\n')
    await eventually(() => made > before)
  }
  for (let number = 0; number < LIMIT; number++) await ask()
  t.equal(held.size, LIMIT)
  await ask()
  await eventually(() => !held.has(0))
  t.equal(held.size, LIMIT, 'the oldest made room')
  const answer = await fetch(url)
  t.equal((await answer.arrayBuffer()).byteLength, PIECE.length, 'who reads is answered')
  await eventually(() => !held.has(1))
  await eventually(() => held.size === LIMIT - 1)

  shared = new SharedText([PIECE], () => {})
  for (let together = 0; together < 3; together++) await ask()
  shared = undefined
  await ask()
  await eventually(() => !held.has(2))
  t.ok(held.has(3) && held.has(4), 'those who share a text count as one')
})

t.test('who hangs up while the text is made leaves it, and to those who share it', async (t) => {
  for (const others of [1, 0]) {
    let given = 0
    let made = (_: SharedText) => {}
    const text = new Promise<SharedText>((resolve) => {
      made = resolve
    })
    let begun = 0
    let gone = 0
    const app = new Koa()
      .use((ctx, next) => {
        begun++
        ctx.res.once('close', () => gone++)
        return next()
      })
      .use(
        metricsRoute(
          { collectors: [], scrape: () => text },
          { timeoutOffset: 500, compression: 'none', unread: new UnreadTexts() },
        ),
      )
    const url = new URL(await serve(t, app))
    const socket = connect(Number(url.port), url.hostname).on('error', () => {})
    socket.write('GET / HTTP/1.1\r\nHost: exporter\r\n\r\n')
    await eventually(() => begun === 1)
    const answers = Array.from({ length: others }, () => fetch(url))
    await eventually(() => begun === 1 + others)
    socket.destroy()
    await eventually(() => gone === 1)
    made(new SharedText([Buffer.from('a 1\n')], () => given++))
    for (const answer of answers) t.equal(await (await answer).text(), 'a 1\n')
    await eventually(() => given > 0)
    t.equal(given, 1, 'its memory is given back once')
  }
})
