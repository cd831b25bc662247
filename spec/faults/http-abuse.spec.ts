import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { WebSocket } from 'ws'
import { FEED_PATH } from '../../lib/page/protocol.js'
import { eventually } from '../support/eventually.js'
import { type ExporterProcess, startExporterProcess } from '../support/exporter.js'
import { watchFeed } from '../support/live-feed.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { rawClient } from '../support/raw-client.js'
import { valuesOf } from '../support/samples.js'
import { addBridge } from '../support/switch-operations.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server')

t.setTimeout(110_000)

/** Far above what an exporter of one bridge takes, far below what any of this could take of it. */
const MOST_MEMORY_KB = 400 * 1024

const GET = (path: string) => `GET ${path} HTTP/1.1\r\nHost: exporter\r\n\r\n`

async function startSwitch(t: Test, ...args: readonly string[]): Promise<ExporterProcess> {
  const ovsdb = await startOvsdbServer(t)
  await ovsdb.transact([{ op: 'insert', table: 'Open_vSwitch', row: {} }])
  await ovsdb.transact(addBridge('br0'))
  const exporter = await startExporterProcess(t, ['--ovsdb', ovsdb.remote, ...args])
  await exporter.ready()
  return exporter
}

/** It answers as ever, and never held much more memory than it ought to. */
async function expectUnharmed(t: Test, exporter: ExporterProcess): Promise<void> {
  t.equal(valuesOf(await exporter.scrape()).get('ovs_up{}'), '1', 'a scrape is answered')
  t.ok(exporter.program.running)
  const peak = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${exporter.program.pid}/status`, 'utf8'))?.[1])
  t.ok(peak < MOST_MEMORY_KB, `${Math.round(peak / 1024)} MB of memory at most`)
  t.notMatch(exporter.program.output(), /request failed/, 'no request was a bug')
}

t.test('requests that never end are cut off, and hold up nobody', { skip }, async (t) => {
  const exporter = await startSwitch(t)
  const slow = [
    '',
    'GET /metrics HTTP/1.1\r\nHost: exporter\r\n',
    'POST /metrics HTTP/1.1\r\nHost: exporter\r\nContent-Length: 1000000\r\n\r\n',
    'POST /metrics HTTP/1.1\r\nHost: exporter\r\nTransfer-Encoding: chunked\r\n\r\n',
    'GET /live/feed HTTP/1.1\r\nHost: exporter\r\nUpgrade: websocket\r\n',
  ]
  const clients = await Promise.all(
    slow.flatMap((bytes) => Array.from({ length: 40 }, () => rawClient(t, exporter.url, bytes))),
  )
  const trickle = setInterval(() => {
    for (const [index, { socket }] of clients.entries()) if (index >= 40 && socket.writable) socket.write('x')
  }, 500)
  t.teardown(() => clearInterval(trickle))
  let open = clients.length
  for (const { closed } of clients) void closed.then(() => open--)
  let scrapes = 0
  while (open > 0) {
    t.equal(valuesOf(await exporter.scrape()).get('ovs_up{}'), '1')
    scrapes++
    await delay(500)
  }
  t.comment(`${scrapes} scrapes meanwhile`)
  t.ok(scrapes > 1)
  const [nothing, head, body, chunks = '', upgrade] = slow.map((_, group) =>
    [...new Set(clients.slice(group * 40, group * 40 + 40).map(({ received }) => received().slice(9, 12)))].join(' '),
  )
  t.strictSame([nothing, head, body, upgrade], ['408', '408', '405', '408'])
  // A chunk that is none may be noticed before the method is answered.
  t.match(chunks, /^(400|405)( 400| 405)?$/)
  await expectUnharmed(t, exporter)
})

t.test('what is no request, or too much of one, is refused', { skip }, async (t) => {
  const exporter = await startSwitch(t)
  const host = 'Host: exporter\r\n'
  const requests: Readonly<Record<string, readonly [status: string, bytes: string]>> = {
    'a TLS handshake': ['400', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    'another version': ['400', `GET /metrics HTTP/9.9\r\n${host}\r\n`],
    'no host': ['400', 'GET /metrics HTTP/1.1\r\n\r\n'],
    'a method of its own': ['400', `BREW /metrics HTTP/1.1\r\n${host}\r\n`],
    'a NUL in a header': ['400', `GET /metrics HTTP/1.1\r\n${host}X: a\0b\r\n\r\n`],
    'two lengths': ['400', `POST /metrics HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`],
    'a length and chunks': [
      '400',
      `POST / HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    'a header on two lines': ['400', `GET /metrics HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`],
    'a header without a name': ['400', `GET /metrics HTTP/1.1\r\n${host}: a\r\n\r\n`],
    'a URL of 60 kB': ['431', `GET /metrics?${'x'.repeat(60_000)} HTTP/1.1\r\n${host}\r\n`],
    'ten thousand headers': ['431', `GET /metrics HTTP/1.1\r\n${host}${'A: b\r\n'.repeat(10_000)}\r\n`],
    'a header of 60 kB': ['431', `GET /metrics HTTP/1.1\r\n${host}A: ${'b'.repeat(60_000)}\r\n\r\n`],
    'a path that is no text': ['404', `GET /%ff%00 HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
    'a URL that is none': ['400', `GET http://[ HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
    'a path above the root': ['404', `GET /../../etc/passwd HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
  }
  for (const [what, [status, bytes]] of Object.entries(requests)) {
    const client = await rawClient(t, exporter.url, Buffer.from(bytes, 'latin1'))
    await client.closed
    t.match(client.received(), new RegExp(`^HTTP/1\\.1 ${status} `), what)
  }
  // Of what is still on its way when the server closes, TCP makes a reset, and the answer may be lost with it.
  const megabyte = await rawClient(t, exporter.url, `GET /metrics?${'x'.repeat(1024 * 1024)} HTTP/1.1\r\n${host}\r\n`)
  await megabyte.closed
  t.match(megabyte.received(), /^(HTTP\/1\.1 431 |$)/, 'a URL of a megabyte')
  const tunnel = await rawClient(t, exporter.url, `CONNECT example:80 HTTP/1.1\r\n${host}\r\n`)
  await tunnel.closed
  t.equal(tunnel.received(), '', 'CONNECT is hung up on')
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    t.equal((await fetch(`${exporter.url}/metrics`, { method, body: 'x'.repeat(100_000) })).status, 405, method)
  }
  for (const method of ['TRACE', 'PROPFIND', 'PURGE']) {
    const client = await rawClient(t, exporter.url, `${method} /metrics HTTP/1.1\r\n${host}Connection: close\r\n\r\n`)
    await client.closed
    t.match(client.received(), /^HTTP\/1\.1 501 /, method)
  }
  await expectUnharmed(t, exporter)
})

t.test('some pipelined requests are answered in order, and who sends many is cut off', { skip }, async (t) => {
  const exporter = await startSwitch(t)
  const paths = ['/healthz', '/nowhere']
  const client = await rawClient(t, exporter.url, paths.map(GET).join('').repeat(10))
  await eventually(() => (client.received().match(/HTTP\/1\.1 /g)?.length ?? 0) === 20)
  const statuses = client.received().match(/HTTP\/1\.1 \d+/g)
  t.strictSame(statuses, Array(10).fill(['HTTP/1.1 200', 'HTTP/1.1 404']).flat())
  const greedy = await Promise.all(
    Array.from({ length: 40 }, () => rawClient(t, exporter.url, GET('/metrics').repeat(2000))),
  )
  await Promise.all(greedy.map(({ closed }) => closed))
  const deaf = await Promise.all(Array.from({ length: 40 }, () => rawClient(t, exporter.url)))
  for (const { socket } of deaf) {
    socket.pause()
    socket.write(GET('/metrics').repeat(20))
  }
  for (let i = 0; i < 5; i++) await exporter.scrape()
  await expectUnharmed(t, exporter)
})

t.test('collect[] takes names of collectors and nothing else', { skip }, async (t) => {
  const exporter = await startSwitch(t)
  const ask = async (query: string) => {
    const response = await fetch(`${exporter.url}/metrics?${query}`)
    return { status: response.status, text: await response.text() }
  }
  const one = 'collect[]=ovsdb'
  const { status, text } = await ask(Array(800).fill(one).join('&'))
  t.equal(status, 200)
  t.strictSame(text.match(/^ovs_collector_success.*$/gm)?.length, 1, 'one that is named often runs once')
  for (const wrong of [
    'nobody',
    '',
    '__proto__',
    'constructor',
    '<script>',
    'ovsdb%00',
    'ovsdb%0a',
    'x'.repeat(10_000),
  ]) {
    const answer = await ask(`${one}&collect[]=${wrong}`)
    t.equal(answer.status, 400, wrong.slice(0, 20))
    t.match(answer.text, /^collect\[\]: expected one of [^\n]+, got "[^\n]*"\n$/)
    t.ok(answer.text.length < 2000, 'in a few words')
  }
  t.equal(
    (
      await ask(
        Array.from({ length: 1500 }, (_, i) => `collect[]=${i}`)
          .join('&')
          .slice(0, 15_000),
      )
    ).status,
    400,
  )
  for (const other of [
    'collect[0]=nobody',
    'collect[a][b]=nobody',
    'collect=nobody',
    '__proto__[x]=1',
    'collect%00[]=x',
  ]) {
    t.equal((await ask(other)).status, 200, `${other} is another parameter`)
  }
  const names = [...(await exporter.scrape()).matchAll(/^ovs_collector_success\{collector="(\w+)"\}/gm)].map(
    ([, name]) => name,
  )
  const subsets = Array.from({ length: 60 }, (_, i) => names.filter((_, bit) => (i >> (bit % 6)) & 1))
  const answers = await Promise.all(subsets.map((some) => ask(some.map((name) => `collect[]=${name}`).join('&'))))
  t.ok(
    answers.every((answer) => answer.status === 200),
    'sixty different choices at once',
  )
  await expectUnharmed(t, exporter)
})

t.test('WebSockets: many, from elsewhere, oversized, in floods, and never read', { skip }, async (t) => {
  const exporter = await startSwitch(t, '--web.live-viewers', '4')
  const viewers = await Promise.all(Array.from({ length: 4 }, () => watchFeed(t, exporter.url)))
  const more = await Promise.all(Array.from({ length: 150 }, () => watchFeed(t, exporter.url)))
  for (const { closed } of more) t.strictSame(await closed, { code: 1013, reason: 'limit 4' })
  for (const origin of ['http://elsewhere', 'null', 'file://', `${exporter.url.replace('http', 'https')}1`]) {
    await t.rejects(watchFeed(t, exporter.url, { origin }), /403/, origin)
  }

  const [oversized, talkative, flooding, deaf] = viewers
  oversized?.webSocket.send('x'.repeat(1024 * 1024))
  t.match(await oversized?.closed, { code: 1009 })
  talkative?.webSocket.send('hello')
  t.match(await talkative?.closed, { code: 1008 })
  for (let i = 0; i < 20_000 && flooding?.webSocket.readyState === WebSocket.OPEN; i++) flooding.webSocket.send('x')
  t.match(await flooding?.closed, { code: 1008 })
  deaf?.webSocket.pause()

  const handshake = `GET ${FEED_PATH} HTTP/1.1\r\nHost: ${new URL(exporter.url).host}\r\nOrigin: ${exporter.url}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`
  const frames: Readonly<Record<string, Buffer>> = {
    'a frame without a mask': Buffer.from([0x81, 0x01, 0x61]),
    'a frame of as much as there can be': Buffer.from([0x82, 0xff, 0x7f, ...Array(7).fill(0xff), 0, 0, 0, 0]),
    'an opcode that is none': Buffer.from([0x83, 0x80, 0, 0, 0, 0]),
    'a fragmented ping': Buffer.from([0x09, 0x80, 0, 0, 0, 0]),
    'a text that is no UTF-8': Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0xff]),
    'no handshake but another request': Buffer.from(GET('/metrics')),
  }
  for (const [what, bytes] of Object.entries(frames)) {
    await eventually(async () => valuesOf(await exporter.scrape()).get('ovs_up{}') === '1')
    const client = await rawClient(t, exporter.url, Buffer.concat([Buffer.from(handshake), bytes]))
    await client.closed
    t.match(client.received(), /^HTTP\/1\.1 101 /, what)
    t.notMatch(client.received(), /HTTP\/1\.1 200/, 'and nothing else is answered')
  }
  await expectUnharmed(t, exporter)
})
