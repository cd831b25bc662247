import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Scope } from './scope.js'

/** Something to scrape: answers every path with the same exposition. */
export interface MetricsServer {
  readonly port: number
  /** The paths it was asked for so far. */
  readonly paths: readonly string[]
}

/** Listens on a free port of one loopback address; it ends with the scope. */
export async function startMetricsServer(scope: Scope, host: string, exposition: string): Promise<MetricsServer> {
  const paths: string[] = []
  const server = createServer(({ url = '' }, response) => {
    paths.push(url)
    response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8').end(exposition)
  })
  await once(server.listen(0, host), 'listening')
  scope.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  return { port: (server.address() as AddressInfo).port, paths }
}
