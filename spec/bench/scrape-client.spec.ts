import { createServer, type ServerResponse } from 'node:http'
import t from 'tap'
import { ScrapeClient } from '../../bench/scrape-client.js'
import { listenOnLoopback } from '../support/http-server.js'

t.test('a body read to its end, over one connection', async (t) => {
  let answer: (response: ServerResponse) => void = (response) => response.end()
  let connections = 0
  const server = createServer((_, response) => answer(response)).on('connection', () => connections++)
  const client = new ScrapeClient(t, await listenOnLoopback(t, server), 1000)
  for (const bytes of [1000, 3_000_000]) {
    let sent = false
    answer = (response) => {
      response.writeHead(200, { 'Content-Length': bytes })
      response.write('x')
      setTimeout(() => {
        sent = true
        response.end('x'.repeat(bytes - 1))
      }, 20)
    }
    await client.scrape()
    t.ok(sent, `${bytes} bytes`)
  }
  t.equal(connections, 1)

  answer = (response) => response.writeHead(200, { 'Content-Length': 999 }).end('x'.repeat(999))
  await t.rejects(client.scrape(), /at least 1000 bytes, got:\nHTTP\/1.1 200 OK\r\n/)
  answer = (response) => response.writeHead(500, { 'Content-Length': 2000 }).end('x'.repeat(2000))
  await t.rejects(client.scrape(), /HTTP\/1.1 500 /)
})

t.test('an exporter that goes away', async (t) => {
  const server = createServer((_, response) => response.destroy())
  await t.rejects(new ScrapeClient(t, await listenOnLoopback(t, server), 1).scrape(), 'closed the connection')
})
