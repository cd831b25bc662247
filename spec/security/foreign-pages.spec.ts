import { createServer } from 'node:http'
import t, { type Test } from 'tap'
import { FEED_PATH } from '../../lib/page/protocol.js'
import { browserMissing, openPage, startBrowser } from '../support/browser.js'
import { startExporterProcess } from '../support/exporter.js'
import { listenOnLoopback } from '../support/http-server.js'
import { watchFeed } from '../support/live-feed.js'
import { SECRET_HASH, writeWebConfig } from '../support/web-config.js'

/** What shares an answer with another origin, or with its scripts (Fetch standard, section 3.3; Resource Timing). */
const SHARING = /^(access-control-.*|cross-origin-resource-policy|timing-allow-origin)$/
const EVIL = 'http://evil.example'

function start(t: Test, ...args: readonly string[]) {
  return startExporterProcess(t, ['--ovsdb', 'tcp:127.0.0.1:1', ...args])
}

const probes = (t: Test) =>
  writeWebConfig(t, { targets: [{ hosts: ['127.0.0.1'], ports: [1], transports: ['tcp'] }] }).path
const users = (t: Test) => writeWebConfig(t, { basic_auth_users: { alice: SECRET_HASH } }).path

t.test('no answer is shared with another origin', async (t) => {
  const shared = async (url: string, init: RequestInit) => {
    const { status, headers } = await fetch(url, init)
    t.strictSame(
      [...headers.keys()].filter((name) => SHARING.test(name)),
      [],
      `${init.method ?? 'GET'} ${url}: ${status}`,
    )
    return status
  }
  const page = await start(t, '--probe.config.file', probes(t))
  const text = await (await fetch(page.url)).text()
  const files = [...text.matchAll(/"(\/live\/[^"]+)"/g)].map(([, file = '']) => file)
  t.ok(files.length > 1, files.join(', '))
  const paths = ['/', ...files, FEED_PATH, '/metrics', '/metrics?collect[]=none', '/healthz', '/readyz']
  const probe = ['/probe', '/probe?target=tcp:127.0.0.1:1', '/probe?target=tcp:127.0.0.1:2', '/nothing']
  const landing = await start(t, '--web.live-page', 'off')
  const guarded = await start(t, '--web.config.file', users(t))
  const preflight = { 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'authorization' }
  for (const origin of [EVIL, 'null']) {
    const statuses = new Set<number>()
    for (const url of [...[...paths, ...probe].map((path) => page.url + path), landing.url, guarded.url]) {
      for (const method of ['GET', 'HEAD', 'POST']) statuses.add(await shared(url, { method, headers: { origin } }))
      statuses.add(await shared(url, { method: 'OPTIONS', headers: { origin, ...preflight } }))
    }
    t.strictSame([...statuses].sort(), [200, 400, 401, 403, 404, 405, 426, 503])
  }
})

t.test('a page of another origin reads nothing', { skip: browserMissing() }, async (t) => {
  const exporter = await start(t)
  const evil = await listenOnLoopback(
    t,
    createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<!doctype html>')),
  )
  const browser = await startBrowser(t)
  const attempt = async (from: string, path: string) => {
    const { page } = await openPage(browser, from)
    const [read, watched] = await page.evaluate<readonly [string, string]>(`Promise.all([
      fetch('${exporter.url}${path}').then((response) => response.text(), (error) => error.name),
      new Promise((resolve) => {
        const socket = new WebSocket('${exporter.url.replace('http', 'ws')}${FEED_PATH}')
        socket.onmessage = ({ data }) => resolve(data)
        socket.onerror = () => resolve('error')
      }),
    ])`)
    return { read, watched }
  }
  for (const path of ['/', '/metrics', '/healthz']) {
    t.strictSame(await attempt(evil, path), { read: 'TypeError', watched: 'error' }, path)
  }
  const own = await attempt(exporter.url, '/metrics')
  t.match(own.read, 'ovs_up 0', 'its own page does')
  t.match(own.watched, '"type"')
})

t.test('no page can put the live page into a frame', { skip: browserMissing() }, async (t) => {
  const exporter = await start(t)
  const evil = await listenOnLoopback(
    t,
    createServer((request, response) => {
      const framed = new URL(request.url ?? '', 'http://evil').searchParams.get('frame')
      const body = framed === null ? '' : `<iframe src="${framed}"></iframe>`
      response.setHeader('Content-Type', 'text/html').end(`<!doctype html>${body}`)
    }),
  )
  const browser = await startBrowser(t)
  const framed = async (url: string) => {
    const { page } = await openPage(browser, `${evil}/?frame=${encodeURIComponent(url)}`)
    return page.frames()[1]?.url()
  }
  t.equal(await framed(`${evil}/`), `${evil}/`, 'another one can be')
  t.equal(await framed(`${exporter.url}/`), 'chrome-error://chromewebdata/')
})

t.test('a name that is made to point here is the same origin, and asked for a password', async (t) => {
  const rebound = { origin: EVIL, headers: { host: new URL(EVIL).host } }
  const open = await start(t)
  await watchFeed(t, open.url, rebound)
  const guarded = await start(t, '--web.config.file', users(t))
  await t.rejects(watchFeed(t, guarded.url, rebound), /401/)
})
