import { createServer } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { createApp } from '../../../lib/exporter/app.js'
import { handleUpgrades } from '../../../lib/exporter/http/upgrade.js'
import { Viewers } from '../../../lib/exporter/live/viewers.js'
import { createLog } from '../../../lib/exporter/log.js'
import type { Feed } from '../../../lib/live/feed.js'
import { eventually } from '../../support/eventually.js'
import { listenOnLoopback } from '../../support/http-server.js'
import { watchFeed } from '../../support/live-feed.js'
import { SOME_ASSETS } from '../../support/page-assets.js'

const FEED: Feed = { start: () => {}, stop: () => {}, snapshot: () => ({ type: 'alive' }) }

const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='

async function scene(t: Test) {
  const viewers = new Viewers({ feed: FEED, limit: 3 })
  t.teardown(() => viewers.stop())
  const counted: string[] = []
  const app = createApp({
    scraper: { collectors: [], scrape: () => Promise.reject(new Error('not asked for')) },
    info: { version: '1.2.3', mode: 'ovs', telemetryPath: '/metrics' },
    livePage: { assets: SOME_ASSETS, viewers },
    metrics: { timeoutOffset: 500, compression: 'none' },
    readiness: [],
    log: createLog('error', 'json'),
    countRequest: (route, code) => counted.push(`${route} ${code}`),
  })
  const server = createServer(app.callback())
  handleUpgrades(server, app.callback(), 60_000)
  return { url: await listenOnLoopback(t, server), viewers, counted }
}

t.test('the page takes the place of the landing page, under a policy that lets in nothing foreign', async (t) => {
  const { url } = await scene(t)
  const response = await fetch(url)
  t.match(await response.text(), '/live/page-0.js')
  t.match(response.headers.get('Content-Type'), /^text\/html/)
  t.match(response.headers.get('Content-Security-Policy'), /^default-src 'none'; script-src 'self'; /)
  t.equal(response.headers.get('Cache-Control'), 'no-cache')
  t.equal(response.headers.get('X-Content-Type-Options'), 'nosniff')
})

t.test('its files can be kept for ever, and are compressed for those who take it', async (t) => {
  const { url } = await scene(t)
  for (const { name, type } of Object.values(SOME_ASSETS)) {
    const ask = (encoding: string) => fetch(`${url}/live/${name}`, { headers: { 'Accept-Encoding': encoding } })
    const plain = await ask('identity')
    t.equal(await plain.text(), `plain ${name}`)
    t.equal(plain.headers.get('Content-Type'), type)
    t.equal(plain.headers.get('Cache-Control'), 'public, max-age=31536000, immutable')
    const response = await fetch(`${url}/live/${name}`, { method: 'HEAD', headers: { 'Accept-Encoding': 'gzip' } })
    t.equal(response.headers.get('Content-Encoding'), 'gzip')
    t.equal(response.headers.get('Vary'), 'Accept-Encoding')
  }
  t.equal((await fetch(`${url}/live/page-1.js`)).status, 404)
})

t.test('its WebSocket', async (t) => {
  const { url, viewers, counted } = await scene(t)
  const { messages } = await watchFeed(t, url)
  await eventually(() => messages.length === 1)
  t.equal(viewers.size, 1)
  t.strictSame(counted, ['/live/feed 101'])
})

t.test('is for the page of this origin only', async (t) => {
  const { url, viewers } = await scene(t)
  const port = new URL(url).port
  const others = [`http://localhost:${port}`, 'http://127.0.0.1', 'http://evil.example', 'null', '']
  for (const origin of others) await t.rejects(watchFeed(t, url, { origin }), /403/, origin)
  t.equal(viewers.size, 0)
})

t.test('without a handshake there is nothing to see', async (t) => {
  const { url } = await scene(t)
  const response = await fetch(`${url}/live/feed`)
  t.equal(response.status, 426)
  t.equal(response.headers.get('Upgrade'), 'websocket')
  t.equal(response.headers.get('Connection'), 'Upgrade')
})

t.test('a connection that is to be closed is, where there is nothing to see', async (t) => {
  const { url } = await scene(t)
  const { port } = new URL(url)
  for (const request of [
    'GET /live/feed HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n',
    'GET /live/feed HTTP/1.0\r\n\r\n',
    'HEAD /live/feed HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  ]) {
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(request)
    t.match(await text(socket), /^HTTP\/1\.1 426 .*\r\nConnection: Upgrade, close\r\n/s)
  }
})

t.test('a handshake that is none is refused, one elsewhere is answered as any request', async (t) => {
  const { url, viewers, counted } = await scene(t)
  const { port } = new URL(url)
  const ask = async (request: string, key: string, version = 13) => {
    const socket = connect(Number(port), '127.0.0.1')
    const upgrade = `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: ${version}\r\nSec-WebSocket-Key: ${key}\r\n`
    socket.write(`${request} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${url}\r\n${upgrade}\r\n`)
    return text(socket)
  }
  t.match(await ask('GET /live/feed', 'short'), /^HTTP\/1\.1 400 /)
  t.match(await ask('GET /live/feed', KEY, 7), /^HTTP\/1\.1 400 /)
  t.match(await ask('HEAD /live/feed', KEY), /^HTTP\/1\.1 426 .*\r\n\r\n$/s)
  t.match(await ask('POST /live/feed', KEY), /^HTTP\/1\.1 405 /)
  t.match(await ask('GET /healthz', KEY), /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\nok\n$/s)
  t.equal(viewers.size, 0)
  const feed = [400, 400, 426].map((code) => `/live/feed ${code}`)
  t.strictSame(counted, [...feed, 'other 405', '/healthz 200'], 'counted as they were answered')
})
