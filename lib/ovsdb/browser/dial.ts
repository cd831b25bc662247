import { dialWebSocket, excerpt, InvalidOptionError, type WebSocketConstructor } from '../../jsonrpc/index.js'
import type { PrepareDial } from '../dialler.js'
import { InvalidRemoteError } from '../errors.js'

/** Dialling in a browser: WebSockets only, with the certificates that the browser itself has. */
export const prepareDial: PrepareDial = (endpoint, { tls, WebSocket = standardWebSocket() }) => {
  const { kind, name } = endpoint
  if (kind !== 'ws' && kind !== 'wss') {
    throw new InvalidRemoteError(
      `expected ws://… or wss://…, all that a browser can connect to, got "${excerpt(name)}"`,
    )
  }
  if (tls !== undefined)
    throw new InvalidOptionError('tls', 'expected none, as a browser uses its own certificates, got some')
  if (WebSocket === undefined)
    throw new InvalidOptionError('WebSocket', 'expected a class, as there is no global one, got none')
  return (signal) => dialWebSocket(() => new WebSocket(endpoint.url), name, signal)
}

function standardWebSocket(): WebSocketConstructor | undefined {
  return (globalThis as { readonly WebSocket?: WebSocketConstructor }).WebSocket
}
