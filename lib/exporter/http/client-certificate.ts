import type { X509Certificate } from 'node:crypto'
import type { ClientAuthType, TlsServerConfig } from './web-config/index.js'

/** What a handshake told of the client. */
export interface ClientIdentity {
  /** Whether its certificate leads to the CA. */
  readonly authorized: boolean
  /** Why it does not, as OpenSSL names it: `CERT_HAS_EXPIRED`. */
  readonly authorizationError?: string | undefined
  readonly certificate: X509Certificate | undefined
}

export type ClientPolicy = Pick<TlsServerConfig, 'clientAuth' | 'allowedSans'>

const REQUIRED: readonly ClientAuthType[] = ['RequireAnyClientCert', 'RequireClientCert', 'RequireAndVerifyClientCert']
const VERIFIED: readonly ClientAuthType[] = ['VerifyClientCertIfGiven', 'RequireAndVerifyClientCert']

/** Why a client is refused; `undefined` when it is let in. */
export function refusalOf(
  { clientAuth, allowedSans }: ClientPolicy,
  { authorized, authorizationError, certificate }: ClientIdentity,
): string | undefined {
  if (certificate === undefined) return REQUIRED.includes(clientAuth) ? 'it showed no certificate' : undefined
  if (!authorized && VERIFIED.includes(clientAuth)) return unverified(authorizationError)
  if (allowedSans === undefined || allowedSans.some((name) => isNamed(certificate, name))) return undefined
  return `its certificate is made out to ${certificate.subjectAltName ?? 'nobody'}`
}

/** What is said of a certificate that does not lead to the CA, with the name that OpenSSL has for the reason. */
export function unverified(code: string | undefined): string {
  return `the CA does not vouch for its certificate${code === undefined ? '' : `: ${code}`}`
}

/** A name as Node.js prints it: `DNS:a`, a JSON string where it has commas or the like. One right behind the other. */
const ALTERNATIVE_NAME = /(?:^|, )([\w ]+):(?:("(?:[^"\\]|\\.)*")|([^,"]*))/gy
const KINDS = ['DNS', 'URI', 'email']

function isNamed(certificate: X509Certificate, name: string): boolean {
  const names = [...(certificate.subjectAltName ?? '').matchAll(ALTERNATIVE_NAME)]
  return (
    names.some(
      ([, kind = '', quoted, plain]) =>
        KINDS.includes(kind) && name === (quoted === undefined ? plain : JSON.parse(quoted)),
    ) || isAddressed(certificate, name)
  )
}

function isAddressed(certificate: X509Certificate, name: string): boolean {
  try {
    return certificate.checkIP(name) !== undefined
  } catch {
    return false // it is no IP address
  }
}
