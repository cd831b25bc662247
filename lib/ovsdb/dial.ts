import { dialWebSocket, type ResolvedTlsOptions, type Transport, type WebSocketConstructor } from '../jsonrpc/index.js'
import { dialNodeWebSocket, dialSocket, dialTls } from '../jsonrpc/node/index.js'
import type { Endpoint } from './endpoint.js'

export interface DialOptions {
  readonly tls: ResolvedTlsOptions | undefined
  readonly WebSocket: WebSocketConstructor | undefined
}

/**
 * Opens the byte stream to an endpoint.
 *
 * @throws {TlsError} the system's error (`ECONNREFUSED` …), or the signal's reason
 */
export async function dial(
  endpoint: Endpoint,
  { tls, WebSocket }: DialOptions,
  signal: AbortSignal,
): Promise<Transport> {
  switch (endpoint.kind) {
    case 'tcp':
      return dialSocket({ host: endpoint.host, port: endpoint.port }, endpoint.name, signal)
    case 'ssl':
      return dialTls({ host: endpoint.host, port: endpoint.port }, requireTls(endpoint, tls), endpoint.name, signal)
    case 'unix':
      return dialSocket({ path: endpoint.path }, endpoint.name, signal)
    case 'ws':
    case 'wss':
      return WebSocket === undefined
        ? dialNodeWebSocket(endpoint.url, tls, endpoint.name, signal)
        : dialWebSocket(() => new WebSocket(endpoint.url), endpoint.name, signal)
  }
}

/** @throws {RangeError} when there are none */
export function requireTls({ name }: Endpoint, tls: ResolvedTlsOptions | undefined): ResolvedTlsOptions {
  if (tls !== undefined) return tls
  throw new RangeError(`tls: expected at least a caCertificate for "${name}", got none`)
}
