import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Answers } from './netmaster.js'

export interface HttpServer {
  /** `host:port` */
  readonly address: string
  close(): Promise<void>
}

/** Serves answers on a free port of 127.0.0.1, closing the connection after each, as Netmaster does. */
export async function serveAnswers(answers: Answers): Promise<HttpServer> {
  const server = createServer((request, response) => {
    const { status, headers, body } = answers(pathOf(request.url ?? '/'))
    response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body), Connection: 'close' })
    response.end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function pathOf(url: string): string {
  const [path = ''] = url.split('?')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
