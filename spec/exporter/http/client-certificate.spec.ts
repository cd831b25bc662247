import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import t from 'tap'
import { refusalOf } from '../../../lib/exporter/http/client-certificate.js'
import type { ClientAuthType } from '../../../lib/exporter/http/web-config/index.js'
import { createAuthority } from '../../support/certificates.js'
import { missing } from '../../support/which.js'

const skip = missing('openssl')
const NAMES = 'DNS:a.example,DNS:*.b.example,IP:10.0.0.1,IP:2001:db8::1,URI:spiffe://c/d?e=1,email:f@g.example'

async function certify(t: Parameters<typeof createAuthority>[0], names?: string): Promise<X509Certificate> {
  const { certificate } = await (await createAuthority(t)).issue(names === undefined ? {} : { names })
  return new X509Certificate(readFileSync(certificate))
}

t.test('what each type asks for', { skip }, async (t) => {
  const certificate = await certify(t)
  const none = { authorized: false, certificate: undefined }
  const foreign = { authorized: false, certificate }
  const own = { authorized: true, certificate }
  const admitted: Readonly<Record<ClientAuthType, readonly [none: boolean, foreign: boolean, own: boolean]>> = {
    NoClientCert: [true, true, true],
    RequestClientCert: [true, true, true],
    RequireAnyClientCert: [false, true, true],
    RequireClientCert: [false, true, true],
    VerifyClientCertIfGiven: [true, false, true],
    RequireAndVerifyClientCert: [false, false, true],
  }
  for (const [clientAuth, expected] of Object.entries(admitted) as [ClientAuthType, readonly boolean[]][]) {
    const refusals = [none, foreign, own].map((client) => refusalOf({ clientAuth, allowedSans: undefined }, client))
    t.strictSame(
      refusals.map((refusal) => refusal === undefined),
      expected,
      clientAuth,
    )
  }
})

t.test('why the CA does not vouch for a certificate', { skip }, async (t) => {
  const certificate = await certify(t)
  const refusal = (authorizationError?: string) =>
    refusalOf(
      { clientAuth: 'VerifyClientCertIfGiven', allowedSans: undefined },
      { authorized: false, authorizationError, certificate },
    )
  t.equal(refusal('CERT_HAS_EXPIRED'), 'the CA does not vouch for its certificate: CERT_HAS_EXPIRED')
  t.equal(refusal(), 'the CA does not vouch for its certificate')
})

t.test('whom a certificate has to be made out to', { skip }, async (t) => {
  const client = { authorized: true, certificate: await certify(t, NAMES) }
  const refusal = (...allowedSans: readonly string[]) =>
    refusalOf({ clientAuth: 'RequireAndVerifyClientCert', allowedSans }, client)
  for (const name of [
    'a.example',
    '*.b.example',
    '10.0.0.1',
    '2001:db8::1',
    '2001:0db8::0001',
    'spiffe://c/d?e=1',
    'f@g.example',
  ]) {
    t.equal(refusal('x', name), undefined, name)
  }
  for (const name of ['', 'example', 'c.b.example', 'b.example', '10.0.0.2', 'DNS:a.example', 'leaf1', '*']) {
    t.match(refusal(name), /^its certificate is made out to DNS:a\.example, /, name)
  }
  t.match(refusal(), /^its certificate is made out to/, 'an empty list lets nobody in')
})

t.test('a name that only looks like two', async (t) => {
  const admits = (subjectAltName: string, name: string) => {
    const certificate = { subjectAltName, checkIP: () => undefined } as unknown as X509Certificate
    const policy = { clientAuth: 'RequireAnyClientCert', allowedSans: [name] } as const
    return refusalOf(policy, { authorized: true, certificate }) === undefined
  }
  // As crypto's X509Certificate.subjectAltName quotes them.
  t.ok(admits('DNS:a, URI:"http://b/x, DNS:c", email:d', 'http://b/x, DNS:c'))
  t.ok(admits('DNS:a, URI:"http://b/x, DNS:c", email:d', 'd'))
  t.ok(admits('URI:"http://b/\\u002c", DNS:d', 'http://b/,'))
  for (const text of [
    'URI:"http://b/x, DNS:c"',
    'DirName:"CN = x, DNS:c"',
    'othername:c',
    'Registered ID:c',
    'x"y, DNS:c',
  ]) {
    t.notOk(admits(text, 'c'), text)
  }
})

t.test('a certificate made out to nobody', { skip }, async (t) => {
  const policy = { clientAuth: 'RequireAnyClientCert', allowedSans: ['a'] } as const
  const certificate = await certify(t)
  t.equal(refusalOf(policy, { authorized: true, certificate }), 'its certificate is made out to nobody')
  t.equal(refusalOf(policy, { authorized: true, certificate: undefined }), 'it showed no certificate')
})
