import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import t from 'tap'
import { freePort } from '../support/free-port.js'
import { type Scope, withScope } from '../support/scope.js'

interface Outcome {
  readonly status: number
  readonly stderr: string
}

function check(env: Readonly<Record<string, string>>): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['deploy/healthcheck.mjs'], { env }, (error, _stdout, stderr) =>
      resolve({ status: error === null ? 0 : Number(error.code), stderr }),
    )
  })
}

async function listen(scope: Scope, host: string, handler: RequestListener, port = 0): Promise<number> {
  const server = createServer(handler).listen(port, host)
  await once(server, 'listening')
  scope.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  return (server.address() as AddressInfo).port
}

const healthy: RequestListener = ({ url }, response) => response.writeHead(url === '/healthz' ? 200 : 404).end()
const HEALTHY = { status: 0, stderr: '' }
const noIpv6 = !Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))

t.test('healthy where the exporter listens', async (t) => {
  const port = await listen(t, '127.0.0.1', healthy)
  for (const host of ['127.0.0.1', '0.0.0.0', '', 'localhost']) {
    t.strictSame(await check({ WEB_LISTEN_ADDRESS: `${host}:${port}` }), HEALTHY, `${host}:`)
  }
  const several = { WEB_LISTEN_ADDRESS: ` 127.0.0.1:${port} , 127.0.0.1:1`, EXPORTER_MODE: 'netmaster' }
  t.strictSame(await check(several), HEALTHY, 'the first of several')
})

t.test('healthy on IPv6', { skip: noIpv6 && 'this machine has no IPv6' }, async (t) => {
  const port = await listen(t, '::1', healthy)
  for (const host of ['[::1]', '[::]']) t.strictSame(await check({ WEB_LISTEN_ADDRESS: `${host}:${port}` }), HEALTHY)
})

for (const [mode, port] of Object.entries({ netplugin: 9004, netmaster: 9005, ovs: 9004, '': 9004 })) {
  const attempt = withScope((scope) => listen(scope, '127.0.0.1', healthy, port))
  const skip = await attempt.then(
    () => false,
    (error: Error) => error.message,
  )
  t.test(`the default port of mode ${mode || '(none)'}`, { skip }, async (t) => {
    await listen(t, '127.0.0.1', healthy, port)
    t.strictSame(await check({ EXPORTER_MODE: mode, WEB_LISTEN_ADDRESS: '' }), HEALTHY)
  })
}

t.test('unhealthy, and says why', async (t) => {
  const refusing = await freePort()
  t.match(await check({ WEB_LISTEN_ADDRESS: `:${refusing}` }), { status: 1, stderr: /ECONNREFUSED/ })
  const failing = await listen(t, '127.0.0.1', (_request, response) => response.writeHead(503).end())
  t.match(await check({ WEB_LISTEN_ADDRESS: `:${failing}` }), { status: 1, stderr: /expected status 200, got 503/ })
  const silent = await listen(t, '127.0.0.1', () => {})
  t.match(await check({ WEB_LISTEN_ADDRESS: `:${silent}` }), { status: 1, stderr: /aborted/ })
  t.match(await check({ WEB_LISTEN_ADDRESS: 'nonsense' }), { status: 1, stderr: /nonsense/ })
})

t.test('with a web configuration it is enough that connections are accepted', async (t) => {
  const port = await listen(t, '127.0.0.1', (_request, response) => response.writeHead(401).end())
  const env = { WEB_LISTEN_ADDRESS: `:${port}` }
  t.match(await check(env), { status: 1, stderr: /expected status 200, got 401/ })
  t.strictSame(await check({ ...env, WEB_CONFIG_FILE: '/etc/web.yml' }), HEALTHY)
  const refusing = { WEB_LISTEN_ADDRESS: `:${await freePort()}`, WEB_CONFIG_FILE: '/etc/web.yml' }
  t.match(await check(refusing), { status: 1, stderr: /^127\.0\.0\.1:\d+: .*ECONNREFUSED/ })
})
