import t from 'tap'
import { TlsError } from '../../lib/jsonrpc/errors.js'
import { explainTlsError } from '../../lib/jsonrpc/tls-errors.js'

function coded(code: string, more: object = {}): Error {
  return Object.assign(new Error('0000:error:0A000000:SSL routines'), { code, ...more })
}

/** As a write fails that waited for the handshake. */
function written(reason: string): Error {
  const text = `write EPROTO 80CC:error:0A00010B:SSL routines:ssl3_get_record:${reason}:../openssl/ssl/record.c:350:`
  return Object.assign(new Error(text), { code: 'EPROTO', syscall: 'write' })
}

t.test('what has a meaning is told by it, with the error as its cause', async (t) => {
  const cases: readonly (readonly [Error, string])[] = [
    [coded('CERT_HAS_EXPIRED'), "the server's certificate, or its CA's, has expired"],
    [
      coded('DEPTH_ZERO_SELF_SIGNED_CERT'),
      "the server's certificate is not signed by a trusted CA: the one that was given or, where none was, those of Node.js",
    ],
    [coded('ERR_SSL_WRONG_VERSION_NUMBER'), 'the server does not speak TLS there'],
    [coded('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'), "the server does not know the CA of the client's certificate"],
    [
      coded('ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', { reason: 'tlsv1 alert internal error' }),
      'TLS failed: tlsv1 alert internal error',
    ],
    [written('wrong version number'), 'the server does not speak TLS there'],
    [written('tlsv13 alert certificate required'), 'the server asks for a client certificate, and none was given'],
    [written('unexpected message'), 'TLS failed: unexpected message'],
    [coded('ERR_SSL_ODD'), 'TLS failed: 0000:error:0A000000:SSL routines'],
    [
      coded('ERR_TLS_CERT_ALTNAME_INVALID', { reason: 'Host: a.' }),
      "the server's certificate is made out to another name: Host: a.",
    ],
  ]
  for (const [cause, message] of cases) {
    const error = explainTlsError(cause)
    t.ok(error instanceof TlsError, message)
    t.equal(error.message, message)
    t.equal(error.cause, cause)
  }
})

t.test('the names of a certificate are told by their beginning', async (t) => {
  const { message } = explainTlsError(coded('ERR_TLS_CERT_ALTNAME_INVALID', { reason: 'a'.repeat(5e6) }))
  t.match(message, / is made out to another name: a{1000}…$/)
})

t.test('what is none of TLS stays', async (t) => {
  for (const error of [
    new Error('plain'),
    coded('ECONNREFUSED'),
    coded('EPROTO'),
    coded('constructor'),
    Object.assign(new Error(), { code: 1 }),
  ]) {
    t.equal(explainTlsError(error), error)
  }
})
