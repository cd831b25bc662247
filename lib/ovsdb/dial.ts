import { dialWebSocket, InvalidOptionError, type ResolvedTlsOptions, type Transport } from '../jsonrpc/index.js'
import { dialNodeWebSocket, dialSocket, dialTls, resolveTlsOptions } from '../jsonrpc/node/index.js'
import type { PrepareDial, TlsSource } from './dialler.js'

/** Dialling in Node.js: every kind of remote. */
export const prepareDial: PrepareDial = (endpoint, { tls, WebSocket }) => {
  const resolve = tls === undefined ? undefined : tlsResolver(tls)
  const { name } = endpoint
  switch (endpoint.kind) {
    case 'tcp':
      return (signal) => dialSocket({ host: endpoint.host, port: endpoint.port }, name, signal)
    case 'unix':
      return (signal) => dialSocket({ path: endpoint.path }, name, signal)
    case 'ssl':
      if (resolve === undefined) {
        throw new InvalidOptionError('tls', `expected at least a caCertificate for "${name}", got none`)
      }
      return async (signal) => dialTls({ host: endpoint.host, port: endpoint.port }, resolve(), name, signal)
    case 'ws':
    case 'wss':
      if (WebSocket !== undefined) return (signal) => dialWebSocket(() => new WebSocket(endpoint.url), name, signal)
      return async (signal): Promise<Transport> => dialNodeWebSocket(endpoint.url, resolve?.(), name, signal)
  }
}

function tlsResolver(tls: TlsSource): () => ResolvedTlsOptions {
  if (typeof tls === 'function') return () => resolveTlsOptions(tls())
  const resolved = resolveTlsOptions(tls)
  return () => resolved
}
