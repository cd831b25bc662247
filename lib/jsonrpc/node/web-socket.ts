import type { ClientOptions } from 'ws'
import { DEFAULT_MAX_MESSAGE_BYTES } from '../splitter.js'
import type { ResolvedTlsOptions } from '../tls-options.js'
import type { Transport } from '../transport.js'
import { dialWebSocket } from '../web-socket-transport.js'
import { secureOptions } from './socket-transport.js'

/**
 * Opens a WebSocket in Node.js with the `ws` package, which is loaded by the first call and can be paused.
 *
 * @param tls for `wss:`; without it the CAs of Node.js are trusted. The certificate must be made out to the host of the
 * URL, or to `servername`.
 * @throws {WebSocketError} {TlsError} the system's error (`ECONNREFUSED` …), or the signal's reason
 */
export async function dialNodeWebSocket(
  url: string,
  tls: ResolvedTlsOptions | undefined,
  name: string,
  signal: AbortSignal,
): Promise<Transport> {
  const { WebSocket } = await import('ws')
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1')
  // What ws does not know it hands on to Node.js' TLS, and its types know less of that.
  const secure: object = tls === undefined ? {} : secureOptions(tls, host, tls.servername ?? host)
  const options: ClientOptions = { ...secure, maxPayload: DEFAULT_MAX_MESSAGE_BYTES, perMessageDeflate: false }
  return dialWebSocket(() => new WebSocket(url, options), name, signal)
}
