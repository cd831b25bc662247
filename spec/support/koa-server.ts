import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type Koa from 'koa'
import type { Scope } from './scope.js'

/** Serves an application on a free port of loopback until the scope ends; resolves with its URL, without a slash. */
export async function serve(scope: Scope, app: Koa): Promise<string> {
  const server = createServer(app.callback()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  scope.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
