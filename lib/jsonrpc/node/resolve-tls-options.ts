import { createPrivateKey, X509Certificate } from 'node:crypto'
import { InvalidOptionError } from '../errors.js'
import { excerpt } from '../excerpt.js'
import {
  DEFAULT_MIN_VERSION,
  type Pem,
  type ResolvedTlsOptions,
  TLS_VERSIONS,
  type TlsOptions,
} from '../tls-options.js'

/**
 * Checks the options and makes text of what is bytes.
 *
 * @throws {InvalidOptionError} naming the option, what was expected and what came; never with a part of the key
 */
export function resolveTlsOptions(options: TlsOptions): ResolvedTlsOptions {
  const { privateKey, certificate, caCertificate, servername, minVersion = DEFAULT_MIN_VERSION } = options
  if ((privateKey === undefined) !== (certificate === undefined)) {
    const [given, other] = privateKey === undefined ? ['certificate', 'privateKey'] : ['privateKey', 'certificate']
    throw new InvalidOptionError(`tls.${other}`, `expected one to go with tls.${given}, got none`)
  }
  if (servername === '') throw new InvalidOptionError('tls.servername', 'expected a name or an IP address, got ""')
  if (!TLS_VERSIONS.includes(minVersion)) {
    const versions = TLS_VERSIONS.join(' or ')
    throw new InvalidOptionError('tls.minVersion', `expected ${versions}, got ${excerpt(JSON.stringify(minVersion))}`)
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
    throw new InvalidOptionError('tls.privateKey', 'expected the key of tls.certificate, got another one')
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
    throw new InvalidOptionError(`tls.${name}`, (cause as Error).message, { cause })
  }
  return text
}
