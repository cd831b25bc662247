import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import Koa from 'koa'
import t, { type Test } from 'tap'
import { WebServer } from '../../../lib/exporter/http/web-server.js'
import { createLog } from '../../../lib/exporter/log.js'
import { eventually } from '../../support/eventually.js'
import { basic, OTHER_HASH, SECRET_HASH, writeWebConfig } from '../../support/web-config.js'

async function start(t: Test, configFile: string | undefined) {
  const logged: Record<string, unknown>[] = []
  const told: boolean[] = []
  const server = await WebServer.open({
    listen: [{ host: '127.0.0.1', port: 0 }],
    configFile,
    log: createLog('info', 'json', { write: (line: string | Uint8Array) => logged.push(JSON.parse(String(line))) > 0 }),
    onConfig: (successful) => told.push(successful),
  })
  const app = new Koa()
  if (server.guard !== undefined) app.use(server.guard)
  app.use((ctx) => {
    ctx.body = 'hello'
  })
  const [url = ''] = await server.start(app.callback())
  t.teardown(() => server.stop(0))
  const status = async (name?: string, password = '') =>
    (await fetch(url, { headers: name === undefined ? {} : { authorization: basic(name, password) } })).status
  return { server, url, status, logged, told }
}

t.test('without a configuration, for everybody', async (t) => {
  const { server, status, told } = await start(t, undefined)
  t.equal(server.guard, undefined)
  t.equal(await status(), 200)
  t.strictSame(told, [])
})

t.test('passwords that change', async (t) => {
  const { path, write } = writeWebConfig(t, { basic_auth_users: { alice: SECRET_HASH } })
  const { status, logged, told } = await start(t, path)
  t.strictSame([await status(), await status('alice', 'other'), await status('alice', 'secret')], [401, 401, 200])
  t.strictSame(told, [true])

  write({ basic_auth_users: { alice: OTHER_HASH } })
  await eventually(async () => (await status('alice', 'other')) === 200)
  t.equal(await status('alice', 'secret'), 401)
  t.match(logged, [{ level: 'info', msg: 'web configuration reloaded', file: path }])

  write({ basic_auth_user: {} })
  await eventually(() => told.length === 3)
  t.strictSame(told, [true, true, false])
  t.match(logged[1], {
    level: 'error',
    msg: 'web configuration not reloaded, the last good one stays in force',
    cause: `${path}: basic_auth_user: expected a key of the format, got an unknown one`,
  })
  t.strictSame([await status(), await status('alice', 'other')], [401, 200])
})

t.test('a WebSocket asks for a password like everything else', async (t) => {
  const { path } = writeWebConfig(t, { basic_auth_users: { alice: SECRET_HASH } })
  const { url } = await start(t, path)
  const handshake = async (headers: Readonly<Record<string, string>>) => {
    const asked = request(url, {
      headers: { Connection: 'Upgrade', Upgrade: 'websocket', ...headers },
      agent: false,
    }).end()
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    response.resume()
    return response.statusCode
  }
  t.equal(await handshake({}), 401)
  t.equal(await handshake({ Authorization: basic('alice', 'other') }), 401)
  t.equal(await handshake({ Authorization: basic('alice', 'secret') }), 200)
})

t.test('a configuration that cannot be used', async (t) => {
  await t.rejects(start(t, '/none'), { name: 'ConfigError' })
})

t.test('stopping what was not started ends', async (t) => {
  const { path } = writeWebConfig(t, {})
  const log = createLog('error', 'json')
  await await (await WebServer.open({ listen: [], configFile: path, log, onConfig: () => {} })).stop(0)
})
