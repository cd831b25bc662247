export { readSmallFile, type UnreadableFileError } from './read-small-file.js'
export { checkCertificate, checkPrivateKey, isKeyOf, resolveTlsOptions } from './resolve-tls-options.js'
export {
  dialSocket,
  dialTls,
  type ListenTlsOptions,
  listenSocket,
  listenTls,
  type SocketAddress,
} from './socket-transport.js'
export { dialNodeWebSocket } from './web-socket.js'
