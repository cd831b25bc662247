import { createPrivateKey, X509Certificate } from 'node:crypto'

/** PEM text, as a string or as the bytes of a file. */
export type Pem = string | Uint8Array

/** Who this side is, and whom it trusts, over TLS. The peer's certificate is always verified; nothing turns that off. */
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

const TLS_VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const
export type TlsVersion = (typeof TLS_VERSIONS)[number]

export const DEFAULT_MIN_VERSION: TlsVersion = 'TLSv1.2'

export interface ResolvedTlsOptions {
  readonly privateKey: string | undefined
  readonly certificate: string | undefined
  readonly caCertificate: string
  readonly servername: string | undefined
  readonly minVersion: TlsVersion
}

/**
 * Checks the options and makes text of what is bytes.
 *
 * @throws {RangeError} naming the option, what was expected and what came; never with a part of the key
 */
export function resolveTlsOptions(options: TlsOptions): ResolvedTlsOptions {
  const { privateKey, certificate, caCertificate, servername, minVersion = DEFAULT_MIN_VERSION } = options
  if ((privateKey === undefined) !== (certificate === undefined)) {
    const [given, other] = privateKey === undefined ? ['certificate', 'privateKey'] : ['privateKey', 'certificate']
    throw new RangeError(`tls.${other}: expected one to go with tls.${given}, got none`)
  }
  if (servername === '') throw new RangeError('tls.servername: expected a name or an IP address, got ""')
  if (!TLS_VERSIONS.includes(minVersion)) {
    throw new RangeError(`tls.minVersion: expected ${TLS_VERSIONS.join(' or ')}, got ${JSON.stringify(minVersion)}`)
  }
  const resolved = {
    privateKey: privateKey === undefined ? undefined : checked('privateKey', privateKey, checkPrivateKey),
    certificate: certificate === undefined ? undefined : checked('certificate', certificate, checkCertificate),
    caCertificate: checked('caCertificate', caCertificate, checkCertificate),
    servername,
    minVersion,
  }
  if (
    resolved.privateKey !== undefined &&
    resolved.certificate !== undefined &&
    !isKeyOf(resolved.privateKey, resolved.certificate)
  ) {
    throw new RangeError('tls.privateKey: expected the key of tls.certificate, got another one')
  }
  return resolved
}

/** Whether the two, both PEM text, belong together. */
export function isKeyOf(privateKey: string, certificate: string): boolean {
  return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey))
}

/** @throws {RangeError} unless it is PEM text of a private key that can be used without a passphrase */
export function checkPrivateKey(pem: string): void {
  check('a private key in PEM, not encrypted', () => {
    if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) throw new Error('text that has none')
    if (pem.includes('ENCRYPTED')) throw new Error('an encrypted one')
    createPrivateKey(pem)
  })
}

/** @throws {RangeError} unless it is PEM text that begins with a certificate */
export function checkCertificate(pem: string): void {
  check('a certificate in PEM', () => {
    if (!/-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/.test(pem)) throw new Error('text that has none')
    new X509Certificate(pem)
  })
}

function check(expected: string, parse: () => void): void {
  try {
    parse()
  } catch (cause) {
    throw new RangeError(`expected ${expected}, got ${(cause as Error).message}`, { cause })
  }
}

function checked(name: string, pem: Pem, check: (text: string) => void): string {
  const text = pem instanceof Uint8Array ? new TextDecoder().decode(pem) : String(pem)
  try {
    check(text)
  } catch (cause) {
    throw new RangeError(`tls.${name}: ${(cause as Error).message}`, { cause })
  }
  return text
}
