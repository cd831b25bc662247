import { dialWebSocket, InvalidOptionError, type Transport } from '../jsonrpc/index.js'
import { dialNodeWebSocket, dialSocket, dialTls, resolveTlsOptions } from '../jsonrpc/node/index.js'
import type { PrepareDial } from './dialler.js'

/** Dialling in Node.js: every kind of remote. */
export const prepareDial: PrepareDial = (endpoint, { tls, WebSocket }) => {
  const resolved = tls === undefined ? undefined : resolveTlsOptions(tls)
  const { name } = endpoint
  switch (endpoint.kind) {
    case 'tcp':
      return (signal) => dialSocket({ host: endpoint.host, port: endpoint.port }, name, signal)
    case 'unix':
      return (signal) => dialSocket({ path: endpoint.path }, name, signal)
    case 'ssl':
      if (resolved === undefined) {
        throw new InvalidOptionError('tls', `expected at least a caCertificate for "${name}", got none`)
      }
      return (signal) => dialTls({ host: endpoint.host, port: endpoint.port }, resolved, name, signal)
    case 'ws':
    case 'wss':
      if (WebSocket !== undefined) return (signal) => dialWebSocket(() => new WebSocket(endpoint.url), name, signal)
      return (signal): Promise<Transport> => dialNodeWebSocket(endpoint.url, resolved, name, signal)
  }
}
