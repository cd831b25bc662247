import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { limitPipelined } from '../../../lib/exporter/http/pipeline-limit.js'
import { eventually } from '../../support/eventually.js'
import { rawClient } from '../../support/raw-client.js'

const REQUEST = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n'

t.test('so many may wait on a connection; who sends more is cut off, and others are not', async (t) => {
  const held: ServerResponse[] = []
  const server = createServer(limitPipelined((_, response) => held.push(response), 3)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const polite = await rawClient(t, url, REQUEST.repeat(3))
  await eventually(() => held.length === 3)
  for (const response of held.splice(0)) response.end('ok')
  await eventually(() => polite.received().match(/ 200 OK/g)?.length === 3)
  polite.socket.write(REQUEST.repeat(3))
  await eventually(() => held.length === 3)

  const greedy = await rawClient(t, url, REQUEST.repeat(1000))
  await greedy.closed
  t.equal(greedy.received(), '')
  t.equal(held.length, 6, 'the handler is told of no more')
  for (const response of held.splice(0, 3)) response.end('ok')
  await eventually(() => polite.received().match(/ 200 OK/g)?.length === 6)
  polite.socket.destroy()
})
