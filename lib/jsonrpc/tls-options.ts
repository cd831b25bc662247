/**
 * PEM text, as a string or as the bytes of a file.
 *
 * @example
 * import { readFileSync } from 'node:fs'
 *
 * const caCertificate: Pem = readFileSync('/etc/openvswitch/cacert.pem')
 */
export type Pem = string | Uint8Array

/**
 * Who this side is, and whom it trusts, over TLS. The peer's certificate is always verified; nothing turns that off.
 *
 * @example
 * const tls: TlsOptions = {
 *   privateKey: readPrivateKey('/etc/openvswitch/sc-privkey.pem'),
 *   certificate: readCertificate('/etc/openvswitch/sc-cert.pem'),
 *   caCertificate: readCertificate('/etc/openvswitch/cacert.pem'),
 * }
 * await using switch7 = await connect('ssl:10.0.0.7:6640', { database: 'Open_vSwitch', tls })
 */
export interface TlsOptions {
  /** The private key of `certificate`, not encrypted. Given together with `certificate`. */
  readonly privateKey?: Pem | undefined
  /** The certificate this side shows, its own first if there is a chain. ovsdb-server asks for one by default. */
  readonly certificate?: Pem | undefined
  /** The CA certificates, one or more, that the peer's chain must lead to. Those of the system are not trusted. */
  readonly caCertificate: Pem
  /**
   * The name, or IP address, that the server's certificate must be made out to. By default only the chain is verified,
   * as Open vSwitch does, whose PKI (ovs-pki(8)) does not put host names into certificates: the CA has to be one that
   * signs nothing but trusted OVSDB servers. With a CA that signs for others too, give the name.
   */
  readonly servername?: string | undefined
  /** The oldest version of TLS to speak. Default {@link DEFAULT_MIN_VERSION}, and none older can be had. */
  readonly minVersion?: TlsVersion | undefined
}

export const TLS_VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const
/**
 * The versions of TLS that can be asked for at least.
 *
 * @example
 * const minVersion: TlsVersion = 'TLSv1.3'
 */
export type TlsVersion = (typeof TLS_VERSIONS)[number]

/**
 * The oldest version of TLS that is spoken unless {@link TlsOptions.minVersion} says otherwise.
 *
 * @example
 * console.log(DEFAULT_MIN_VERSION) // → TLSv1.2
 */
export const DEFAULT_MIN_VERSION: TlsVersion = 'TLSv1.2'

export interface ResolvedTlsOptions {
  readonly privateKey: string | undefined
  readonly certificate: string | undefined
  readonly caCertificate: string
  readonly servername: string | undefined
  readonly minVersion: TlsVersion
}
