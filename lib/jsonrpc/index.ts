export { LEAST_REAL } from './check-outgoing.js'
export * from './errors.js'
export { excerpt, LONGEST_REASON } from './excerpt.js'
export { formatStacks } from './format-stacks.js'
export { parseJson, stringifyJson } from './json.js'
export type { MessageId } from './message.js'
export { onAbort } from './on-abort.js'
export {
  type RequestOptions,
  RequestRefusedError,
  Session,
  type SessionOptions,
} from './session.js'
export {
  DEFAULT_MAX_DEPTH,
  DEFAULT_MAX_MESSAGE_BYTES,
  JsonSplitter,
  type MessageHandler,
  type SplitterOptions,
} from './splitter.js'
export { startTimeout } from './timeout.js'
export {
  DEFAULT_MIN_VERSION,
  type Pem,
  type ResolvedTlsOptions,
  type TlsOptions,
  type TlsVersion,
} from './tls-options.js'
export type { Transport, TransportEvents } from './transport.js'
export type { WebSocketConstructor, WebSocketLike } from './web-socket.js'
export { dialWebSocket } from './web-socket-transport.js'
