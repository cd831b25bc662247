export * from './errors.js'
export { parseJson, stringifyJson } from './json.js'
export {
  type RequestOptions,
  RequestRefusedError,
  Session,
  type SessionOptions,
} from './session.js'
export { dialSocket, listenSocket, type SocketAddress } from './socket-transport.js'
export {
  DEFAULT_MAX_DEPTH,
  DEFAULT_MAX_MESSAGE_BYTES,
  JsonSplitter,
  type MessageHandler,
  type SplitterOptions,
} from './splitter.js'
export type { Transport, TransportEvents } from './transport.js'
