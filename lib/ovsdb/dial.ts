import {
  dialWebSocket,
  InvalidOptionError,
  type ResolvedTlsOptions,
  type TlsOptions,
  type Transport,
} from '../jsonrpc/index.js'
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
  if (typeof tls === 'function') return () => resolveGiven(tls())
  const resolved = resolveGiven(tls)
  return () => resolved
}

/** In JavaScript the function can be an async one, or return nothing. What came may be a key, and is not told. */
function resolveGiven(tls: unknown): ResolvedTlsOptions {
  if (typeof tls === 'object' && tls !== null && !(tls instanceof Promise)) return resolveTlsOptions(tls as TlsOptions)
  const got = tls instanceof Promise ? 'a promise' : tls === null ? 'null' : typeof tls
  throw new InvalidOptionError('tls', `expected certificates, or a function that returns them, got ${got}`)
}
