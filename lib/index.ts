/**
 * The OVSDB client library (RFC 7047).
 *
 * @example
 * import { connect } from 'ovsdb-exporter'
 *
 * await using client = await connect('tcp:127.0.0.1:6640', { database: 'Open_vSwitch' })
 * for (const { name, statistics } of await client.select('Interface', { columns: ['name', 'statistics'] })) {
 *   console.log(name, statistics.get('rx_packets'))
 * }
 */
export {
  JsonRpcError,
  MessageTooLargeError,
  ProtocolError,
  ReceiveBufferFullError,
  RemoteError,
  RequestTimeoutError,
  SessionClosedError,
  TlsError,
  WebSocketError,
} from './jsonrpc/errors.js' // not the area's door: its types need Node.js', which a bundler's project may lack
export { DEFAULT_MIN_VERSION, type Pem, type TlsOptions, type TlsVersion } from './jsonrpc/tls-options.js'
export type { WebSocketConstructor, WebSocketLike } from './jsonrpc/web-socket.js'
export * from './ovsdb/index.js'
