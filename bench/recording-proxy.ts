import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer } from 'node:net'
import { JsonSplitter } from '../lib/jsonrpc/index.js'
import type { Scope } from '../spec/support/scope.js'

/** Passes bytes on between a client and a server of 127.0.0.1, and keeps what the client says. */
export interface RecordingProxy {
  readonly port: number
  /** The text of every JSON message that came from the client, in order. Empty it to begin anew. */
  readonly requests: string[]
}

export async function startRecordingProxy(scope: Scope, serverPort: number): Promise<RecordingProxy> {
  const requests: string[] = []
  const proxy = createServer((client) => {
    const server = createConnection({ host: '127.0.0.1', port: serverPort })
    const splitter = new JsonSplitter((text) => requests.push(text))
    client.on('data', (chunk) => splitter.push(chunk))
    client.pipe(server).pipe(client)
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
    }
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  scope.teardown(() => proxy.close())
  return { port: (proxy.address() as AddressInfo).port, requests }
}
