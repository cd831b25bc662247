import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { type AppParts, createApp } from '../../lib/exporter/app.js'
import { gzip } from '../../lib/exporter/exposition/gzip.js'
import { SharedText } from '../../lib/exporter/exposition/shared-text.js'
import { createLog } from '../../lib/exporter/log.js'
import { eventually } from '../support/eventually.js'
import { serve } from '../support/koa-server.js'

const INFO = { version: '1.2.3', mode: 'ovs', telemetryPath: '/metrics' }
const TEXT = 'up 1\n'

async function scene(t: Test, parts: Partial<AppParts> = {}) {
  const logged: Record<string, unknown>[] = []
  const counted: string[] = []
  const app = createApp({
    scraper: { collectors: [], scrape: async () => new SharedText([Buffer.from(TEXT)], () => {}) },
    info: INFO,
    metrics: { timeoutOffset: 500, compression: 'gzip' },
    readiness: [],
    log: createLog('debug', 'json', {
      write: (line: string | Uint8Array) => logged.push(JSON.parse(String(line))) > 0,
    }),
    countRequest: (route, code) => counted.push(`${route} ${code}`),
    ...parts,
  })
  return { url: await serve(t, app), logged, counted }
}

/** The answer to a request that fetch would make differently: another method, a path as it stands. */
async function ask(url: string, method: string, path: string) {
  const asked = request(url, { method, path }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  return { status: response.statusCode, headers: response.headers, body: await text(response) }
}

t.test('every route, its type, its length, and nothing to guess', async (t) => {
  const { url, counted } = await scene(t)
  const types = { '/': 'text/html', '/healthz': 'text/plain', '/readyz': 'text/plain', '/metrics': 'text/plain' }
  for (const [path, type] of Object.entries(types)) {
    const { status, headers, body } = await ask(url, 'GET', path)
    t.equal(status, 200, path)
    t.match(headers['content-type'], new RegExp(`^${type}; .*charset=utf-8$`), path)
    t.equal(headers['content-length'], String(Buffer.byteLength(body)), path)
    t.equal(headers['x-content-type-options'], 'nosniff', path)
    const head = await ask(url, 'HEAD', path)
    t.strictSame([head.status, head.headers['content-length'], head.body], [200, headers['content-length'], ''], path)
  }
  t.strictSame(
    counted,
    Object.keys(types).flatMap((path) => [`${path} 200`, `${path} 200`]),
  )
})

t.test('healthy, ready or not', async (t) => {
  const { url } = await scene(t, { readiness: [() => 'ovsdb: refused'] })
  t.equal((await ask(url, 'GET', '/healthz')).status, 200)
  t.match(await ask(url, 'GET', '/readyz'), { status: 503, body: 'ovsdb: refused\n' })
  t.match(await ask(url, 'GET', '/metrics'), { status: 200, body: TEXT })
})

t.test('a guard stands before every route, and its answers are counted', async (t) => {
  const paths = ['/', '/healthz', '/readyz', '/metrics', '/nothing']
  const { url, counted } = await scene(t, {
    guard: (ctx, next) => {
      if (ctx.get('Key') === '1') return next()
      ctx.status = 401
      return undefined
    },
  })
  for (const path of paths) t.equal((await ask(url, 'GET', path)).status, 401, path)
  t.strictSame(counted, Array(paths.length).fill('other 401'))
  t.equal((await fetch(`${url}/metrics`, { headers: { Key: '1' } })).status, 200)
  t.equal(counted.at(-1), '/metrics 200')
})

t.test('the metrics where they were asked for', async (t) => {
  const { url, counted } = await scene(t, { info: { ...INFO, telemetryPath: '/some/metrics' } })
  t.equal((await ask(url, 'GET', '/some/metrics')).body, TEXT)
  t.equal((await ask(url, 'GET', '/metrics')).status, 404)
  t.match((await ask(url, 'GET', '/')).body, 'href="/some/metrics"')
  t.strictSame(counted, ['/some/metrics 200', 'other 404', '/ 200'])
})

t.test('at the root they take the place of the landing page', async (t) => {
  const { url, counted } = await scene(t, { info: { ...INFO, telemetryPath: '/' } })
  t.equal((await ask(url, 'GET', '/')).body, TEXT)
  t.strictSame(counted, ['/ 200'])
})

t.test('what is not there, and what is not done', async (t) => {
  const { url } = await scene(t)
  const missing = await ask(url, 'GET', '/nothing')
  t.match(missing, { status: 404, body: 'Not Found' })
  t.match(missing.headers, { 'content-type': /^text\/plain/, 'x-content-type-options': 'nosniff' })
  const post = await ask(url, 'POST', '/metrics')
  t.equal(post.status, 405)
  t.equal(post.headers.allow, 'HEAD, GET')
  t.match(await ask(url, 'OPTIONS', '/metrics'), { status: 200, headers: { allow: 'HEAD, GET' } })
})

t.test('a whole URL is a request, and what is none is refused without a word in the log', async (t) => {
  const { url, counted, logged } = await scene(t)
  t.match(await ask(url, 'GET', 'http://elsewhere/healthz'), { status: 200 })
  for (const target of ['http://[', 'http://[/metrics', 'http://[::1/metrics']) {
    t.match(await ask(url, 'GET', target), { status: 400, body: 'expected a path or a URL\n' }, target)
  }
  t.strictSame(counted, ['/healthz 200', ...Array(3).fill('other 400')])
  t.strictSame(logged, [])
})

t.test('whatever is asked for, there are few routes to count', async (t) => {
  const { url, counted, logged } = await scene(t)
  const paths = [
    '/a',
    '/metrics/x',
    '/%',
    '/%zz',
    '/../metrics',
    '//metrics',
    '/metrics%00',
    '*',
    '/?a',
    '/metrics?b=c',
  ]
  for (const path of paths) await ask(url, 'GET', path)
  for (const path of ['/METRICS', '/metrics/', '/Healthz']) await ask(url, 'GET', path)
  await ask(url, 'DELETE', '/metrics')
  await ask(url, 'OPTIONS', '*')
  t.equal(counted.length, paths.length + 5)
  const routes = new Set(counted.map((line) => line.split(' ')[0]))
  t.ok(
    [...routes].every((route) => ['/', '/healthz', '/metrics', 'other'].includes(route ?? '')),
    [...routes].join(),
  )
  t.strictSame(logged, [])
})

t.test('a bug is an error 500, logged with its place, and counted as such', async (t) => {
  const { url, logged, counted } = await scene(t, {
    scraper: {
      collectors: [],
      scrape: async () => {
        throw new TypeError('x is not a function')
      },
    },
  })
  const { status, headers, body } = await ask(url, 'GET', '/metrics')
  t.strictSame([status, body], [500, 'internal error, see the log\n'])
  t.match(headers, { 'content-type': /^text\/plain/, 'x-content-type-options': 'nosniff' })
  t.strictSame(counted, ['/metrics 500'])
  t.equal(logged.length, 1)
  t.match(logged[0], {
    level: 'error',
    msg: 'request failed',
    cause: /TypeError: x is not a function\n +at .*app\.spec/,
  })
  t.equal((await ask(url, 'GET', '/healthz')).status, 200)
})

t.test('a client that hangs up in the middle of an answer is no error', async (t) => {
  const pieces = Array.from({ length: 64 }, () => Buffer.alloc(256 * 1024, '#'))
  let givenBack = 0
  const { url, logged } = await scene(t, {
    scraper: { collectors: [], scrape: async () => new SharedText(pieces, () => givenBack++) },
  })
  for (const hangUp of ['destroy', 'resetAndDestroy'] as const) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(socket, 'data')
    socket.pause()
    socket[hangUp]()
  }
  await eventually(() => givenBack === 2)
  t.equal((await ask(url, 'GET', '/healthz')).status, 200)
  t.strictSame(logged, [])
})

t.test('a client that hangs up while its answer is compressed is no error, and gives its memory back', async (t) => {
  const pieces = Array.from({ length: 1024 }, () => Buffer.alloc(256 * 1024, '#'))
  let begun = 0
  let ended = 0
  let givenBack = 0
  const compress = (all: readonly Uint8Array[], signal: AbortSignal) => {
    begun++
    return gzip(all, signal).finally(() => ended++)
  }
  const { url, logged, counted } = await scene(t, {
    scraper: { collectors: [], scrape: async () => new SharedText(pieces, () => givenBack++, compress) },
  })
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write('GET /metrics HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n')
  await eventually(() => begun === 1)
  socket.resetAndDestroy()
  await eventually(() => givenBack === 1)
  t.equal(ended, 1)
  await eventually(() => counted.includes('/metrics 200'))
  t.strictSame(logged, [])
})

t.test('a client that hangs up before the answer is no error', async (t) => {
  let answer = () => {}
  let scrapes = 0
  const { url, logged, counted } = await scene(t, {
    scraper: {
      collectors: [],
      scrape: () => {
        scrapes++
        return new Promise((resolve) => {
          answer = () => resolve(new SharedText([Buffer.from(TEXT)], () => {}))
        })
      },
    },
  })
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write('GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n')
  await eventually(() => scrapes === 1)
  socket.resetAndDestroy()
  await once(socket, 'close')
  t.equal((await ask(url, 'GET', '/healthz')).status, 200)
  answer()
  await eventually(() => counted.includes('/metrics 200'))
  t.strictSame(logged, [])
})
