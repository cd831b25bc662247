import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Scope } from './scope.js'

/** Listens on a free port of loopback until the scope ends; resolves with the URL, without a slash. */
export async function listenOnLoopback(scope: Scope, server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  scope.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
