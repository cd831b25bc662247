import { dialSocket, type Transport } from '../jsonrpc/index.js'
import type { Endpoint } from './endpoint.js'

/**
 * Opens the byte stream to an endpoint.
 *
 * @throws the system's error (`ECONNREFUSED` …), or the signal's reason
 */
export function dial(endpoint: Endpoint, signal: AbortSignal): Promise<Transport> {
  switch (endpoint.kind) {
    case 'tcp':
      return dialSocket({ host: endpoint.host, port: endpoint.port }, endpoint.name, signal)
    case 'unix':
      return dialSocket({ path: endpoint.path }, endpoint.name, signal)
  }
}
