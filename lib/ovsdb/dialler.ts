import type { TlsOptions, Transport, WebSocketConstructor } from '../jsonrpc/index.js'
import type { Endpoint } from './endpoint.js'

/**
 * Certificates, or what gives them: it is asked before each attempt to connect, so that they can be renewed.
 *
 * @example
 * const tls: TlsSource = () => ({
 *   privateKey: readPrivateKey('/etc/openvswitch/sc-privkey.pem'),
 *   certificate: readCertificate('/etc/openvswitch/sc-cert.pem'),
 *   caCertificate: readCertificate('/etc/openvswitch/cacert.pem'),
 * })
 */
export type TlsSource = TlsOptions | (() => TlsOptions)

/** What dialling needs to know beside where to. */
export interface DialOptions {
  readonly tls?: TlsSource | undefined
  readonly WebSocket?: WebSocketConstructor | undefined
}

/**
 * Opens the byte stream to one endpoint.
 *
 * @throws {TlsError} {WebSocketError} the system's error (`ECONNREFUSED` …), or the signal's reason
 */
export type Dial = (signal: AbortSignal) => Promise<Transport>

/**
 * What a platform, Node.js or a browser, has to bring along: it checks the options for an endpoint, without any I/O.
 *
 * @throws {InvalidOptionError} {InvalidRemoteError} when there is no way to such an endpoint, or an option is wrong or lacking
 */
export type PrepareDial = (endpoint: Endpoint, options: DialOptions) => Dial
