export * from './errors.js'
export { parseJson, stringifyJson } from './json.js'
export {
  type RequestOptions,
  RequestRefusedError,
  Session,
  type SessionOptions,
} from './session.js'
export { dialSocket, dialTls, listenSocket, type SocketAddress } from './socket-transport.js'
export {
  DEFAULT_MAX_DEPTH,
  DEFAULT_MAX_MESSAGE_BYTES,
  JsonSplitter,
  type MessageHandler,
  type SplitterOptions,
} from './splitter.js'
export {
  checkCertificate,
  checkPrivateKey,
  DEFAULT_MIN_VERSION,
  isKeyOf,
  type Pem,
  type ResolvedTlsOptions,
  resolveTlsOptions,
  type TlsOptions,
  type TlsVersion,
} from './tls-options.js'
export type { Transport, TransportEvents } from './transport.js'
