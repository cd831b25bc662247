import type { IncomingMessage } from 'node:http'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { HttpStatusError, PayloadError, ResponseTooLargeError, UnreachableError } from '../../lib/contiv/errors.js'
import { HttpClient, readJson, withoutCredentials } from '../../lib/contiv/http-client.js'
import { type Answer, AnsweringServer } from '../support/answering-server.js'
import type { Scope } from '../support/scope.js'

const never = new Promise<void>(() => {})

async function start(t: Scope, usual: Answer = { status: 404 }): Promise<AnsweringServer> {
  const server = new AnsweringServer(() => usual)
  await server.up()
  t.teardown(() => server.close())
  return server
}

t.test('gives the answer whatever its status, and counts', async (t) => {
  const server = await start(t, { status: 500, body: 'broken\n' })
  const client = new HttpClient()
  const url = new URL('/a', server.url)
  t.same(await client.get(url), { request: `GET ${url}`, status: 500, body: 'broken\n' })
  await client.get(url)
  t.equal(client.requests, 2)
  t.equal(server.count('/a'), 2)
})

t.test('holds no connection open', async (t) => {
  const server = await start(t)
  const headers: unknown[] = []
  server.answer('/a', (request) => {
    headers.push(request.headers.connection)
    return {}
  })
  await new HttpClient().get(new URL('/a', server.url))
  t.same(headers, ['close'])
})

t.test('follows three redirects and no more', async (t) => {
  const server = await start(t)
  const to = (location: string): Answer => ({ status: 307, headers: { Location: location } })
  for (const step of [4, 3, 2, 1]) server.answer(`/${step}`, to(`/${step - 1}`))
  server.answer('/0', { body: 'there' })
  const client = new HttpClient()
  t.match(await client.get(new URL('/3', server.url)), { status: 200, body: 'there' })
  await t.rejects(client.get(new URL('/4', server.url)), UnreachableError)
})

t.test('a connection refused or broken is unreachable, with the system error as cause', async (t) => {
  const server = await start(t)
  server.answer('/cut', (_, response) => void response.destroy())
  await t.rejects(new HttpClient().get(new URL('/cut', server.url)), {
    code: 'UNREACHABLE',
    cause: { code: 'ECONNRESET' },
  })
  await server.down()
  await t.rejects(new HttpClient().get(new URL('/a', server.url)), {
    code: 'UNREACHABLE',
    message: `GET ${server.url}/a: connect ECONNREFUSED 127.0.0.1:${server.port}`,
    cause: { code: 'ECONNREFUSED' },
  })
})

t.test('gives up when the answer, or the rest of it, does not come in time', async (t) => {
  const server = await start(t)
  server.answer('/silent', { delay: never })
  server.answer('/half', (_, response) => {
    response.writeHead(200, { 'Content-Length': 10 })
    response.write('half')
    return undefined
  })
  server.answer('/away', { status: 302, headers: { Location: '/silent' } })
  const client = new HttpClient({ timeout: 100 })
  for (const path of ['/silent', '/half', '/away']) {
    const expected = new UnreachableError(`GET ${server.url}${path}: expected an answer within 100 ms`)
    await t.rejects(client.get(new URL(path, server.url)), expected, path)
  }
})

t.test('refuses a body over the limit, before it fills the memory', async (t) => {
  const server = await start(t)
  server.answer('/fits', { body: 'x'.repeat(1000) })
  server.answer('/endless', (_, response) => {
    response.writeHead(200)
    const write = () => {
      while (!response.destroyed && response.write('x'.repeat(1000)));
    }
    response.on('drain', write)
    write()
    return undefined
  })
  const client = new HttpClient({ maxBodyBytes: 1000 })
  t.equal((await client.get(new URL('/fits', server.url))).body.length, 1000)
  const url = new URL('/endless', server.url)
  await t.rejects(client.get(url), new ResponseTooLargeError(`GET ${url}`, 1000))
})

t.test('an answer that is compressed, unasked', async (t) => {
  const server = await start(t)
  let accepted: unknown
  server.answer('/packed', ({ headers }, response) => {
    accepted = headers['accept-encoding']
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('[]'))
    return undefined
  })
  const url = new URL('/packed', server.url)
  const expected = new PayloadError(`GET ${url}: expected no content-encoding, got gzip`)
  await t.rejects(new HttpClient().get(url), expected)
  t.equal(accepted, 'identity')
})

t.test('the signal ends a request with its reason', async (t) => {
  const server = await start(t, { delay: never })
  const reason = new Error('enough')
  const abort = new AbortController()
  const pending = new HttpClient().get(new URL('/a', server.url), abort.signal)
  await server.received('/a', 1)
  abort.abort(reason)
  await t.rejects(pending, reason)
  const client = new HttpClient()
  await t.rejects(client.get(new URL('/a', server.url), abort.signal), reason, 'aborted before')
  t.equal(client.requests, 0)
})

t.test('credentials are sent to their server only, and never told', async (t) => {
  const other = await start(t)
  const server = await start(t)
  const seen: unknown[] = []
  const look = ({ headers }: IncomingMessage): Answer => {
    seen.push(headers.authorization)
    return { body: '{}' }
  }
  other.answer('/there', look)
  server.answer('/here', look)
  server.answer('/away', { status: 302, headers: { Location: `${other.url}/there` } })
  const url = new URL('/here', server.url)
  url.username = 'me'
  url.password = 'secret'
  const client = new HttpClient()
  const { request } = await client.get(url)
  t.equal(request, `GET ${server.url}/here`)
  t.equal(seen[0], `Basic ${Buffer.from('me:secret').toString('base64')}`)
  await client.get(new URL('/away', url))
  t.same(seen.slice(1), [undefined])
  await server.down()
  const error = await client.get(url).catch((error: unknown) => error)
  t.type(error, UnreachableError)
  t.notMatch(inspect(error, { depth: 10, showHidden: true }), /secret/)
})

t.test('a request, and what failed of it, are told by their beginnings', async (t) => {
  const server = await start(t)
  const long = 'a'.repeat(15_000)
  server.answer('/away', { status: 302, headers: { Location: `http://${long}/` } })
  const client = new HttpClient()
  const { request } = await client.get(new URL(`/${long}`, server.url))
  t.equal(request, `${`GET ${server.url}/${long}`.slice(0, 1000)}…`)
  const away = new URL('/away', server.url)
  const error = await client.get(away).catch((error: unknown) => error)
  t.match((error as Error).message, /^GET \S+\/away: .{10,1000}…$/)
})

t.test('readJson wants status 200 and JSON', async (t) => {
  const request = 'GET http://a/'
  t.same(readJson({ request, status: 200, body: '{"a":1}' }), { a: 1 })
  t.throws(
    () => readJson({ request, status: 500, body: 'Leader\nnot found\n' }),
    new HttpStatusError(request, 500, 'Leader not found'),
  )
  t.throws(
    () => readJson({ request, status: 200, body: '<html>' }),
    new PayloadError(`${request}: expected JSON, got <html>`),
  )
  t.throws(
    () => readJson({ request, status: 200, body: '' }),
    new PayloadError(`${request}: expected JSON, got an empty body`),
  )
})

t.test('refuses an answer that nests without end, before it fills the memory', async (t) => {
  const request = 'GET http://a/'
  const body = '['.repeat(1000) + ']'.repeat(1000)
  t.throws(
    () => readJson({ request, status: 200, body }),
    new PayloadError(`${request}: expected JSON of at most 100 levels and 1048576 lists and objects, got more`),
  )
})

t.test('texts for people', async (t) => {
  t.equal(withoutCredentials(new URL('http://me:secret@a:1/b')), 'http://a:1/b')
})
