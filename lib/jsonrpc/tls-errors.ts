import { TlsError } from './errors.js'
import { excerpt, LONGEST_REASON } from './excerpt.js'

const UNTRUSTED =
  "the server's certificate is not signed by a trusted CA: the one that was given or, where none was, those of Node.js"
const NO_TLS = 'the server does not speak TLS there'
const BAD_CERTIFICATE = "the server refuses the client's certificate"

/** What the codes mean that Node.js gives OpenSSL's errors. */
const MEANINGS: Readonly<Record<string, string>> = {
  // found by this side
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  CERT_SIGNATURE_FAILURE: UNTRUSTED,
  CERT_HAS_EXPIRED: "the server's certificate, or its CA's, has expired",
  CERT_NOT_YET_VALID: "the server's certificate, or its CA's, is not valid yet",
  ERR_SSL_WRONG_VERSION_NUMBER: NO_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NO_TLS,
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'the server speaks no version of TLS that is new enough',
  // told by the server; with TLS 1.3 only after this side has completed its handshake
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'the server asks for a client certificate, and none was given',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE:
    'the server refuses the handshake: it may ask for a client certificate, or share no cipher',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: "the server does not know the CA of the client's certificate",
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: "the server says that the client's certificate has expired",
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED: "the server says that the client's certificate is revoked",
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: BAD_CERTIFICATE,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: BAD_CERTIFICATE,
  ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE: BAD_CERTIFICATE,
  ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR: BAD_CERTIFICATE,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'the server speaks another version of TLS',
}

/** An error of TLS in words, its `cause` the error as it came; any other error is returned as it is. */
export function explainTlsError(error: Error): Error {
  const { code, reason } = openSslError(error)
  if (typeof code !== 'string') return error
  const meaning = Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined
  if (meaning !== undefined) return new TlsError(meaning, { cause: error })
  if (code.startsWith('ERR_SSL_')) return new TlsError(`TLS failed: ${reason ?? error.message}`, { cause: error })
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return new TlsError(
      `the server's certificate is made out to another name: ${excerpt(String(reason), LONGEST_REASON)}`,
      { cause: error },
    )
  }
  return error
}

interface OpenSslError {
  readonly code?: unknown
  readonly reason?: unknown
}

/** An error of TLS that a write meets has its reason in its text only: `write EPROTO …:SSL routines:…:REASON:…`. */
function openSslError(error: Error): OpenSslError {
  const { code, reason } = error as Error & OpenSslError
  const [, written] = /:SSL routines:[^:]*:([^:]+):/.exec(error.message) ?? []
  if (code !== 'EPROTO' || written === undefined) return { code, reason }
  return { code: `ERR_SSL_${written.toUpperCase().replaceAll(' ', '_')}`, reason: written }
}
