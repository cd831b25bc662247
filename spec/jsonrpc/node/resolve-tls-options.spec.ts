import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import t from 'tap'
import { resolveTlsOptions } from '../../../lib/jsonrpc/node/resolve-tls-options.js'
import { DEFAULT_MIN_VERSION, type TlsOptions } from '../../../lib/jsonrpc/tls-options.js'
import { createAuthority } from '../../support/certificates.js'
import { missing } from '../../support/which.js'

const BROKEN_KEY = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'

t.test('with certificates', { skip: missing('openssl') }, async (t) => {
  const authority = await createAuthority(t)
  const [identity, other] = await Promise.all([authority.issue(), authority.issue()])
  const read = (path: string) => readFileSync(path, 'utf8')
  const caCertificate = read(authority.certificate)
  const whole = { privateKey: read(identity.privateKey), certificate: read(identity.certificate), caCertificate }

  t.test('text stays, bytes become text, the rest has its default', async (t) => {
    const resolved = { ...whole, servername: undefined, minVersion: DEFAULT_MIN_VERSION }
    t.strictSame(resolveTlsOptions(whole), resolved)
    const bytes = Object.fromEntries(Object.entries(whole).map(([name, text]) => [name, Buffer.from(text)]))
    t.strictSame(resolveTlsOptions(bytes as unknown as TlsOptions), resolved)
    t.strictSame(resolveTlsOptions({ ...whole, servername: 'a', minVersion: 'TLSv1.3' }), {
      ...whole,
      servername: 'a',
      minVersion: 'TLSv1.3',
    })
    t.strictSame(resolveTlsOptions({ caCertificate }), {
      privateKey: undefined,
      certificate: undefined,
      caCertificate,
      servername: undefined,
      minVersion: 'TLSv1.2',
    })
  })

  t.test('what cannot be names the option, what was expected and what came', async (t) => {
    const { privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'prime256v1',
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    const cases: readonly (readonly [object, RegExp])[] = [
      [{ privateKey: undefined }, /^tls\.privateKey: expected one to go with tls\.certificate, got none$/],
      [{ certificate: undefined }, /^tls\.certificate: expected one to go with tls\.privateKey, got none$/],
      [{ privateKey: 'x' }, /^tls\.privateKey: expected a private key in PEM, not encrypted, got text that has none$/],
      [{ privateKey }, /^tls\.privateKey: expected a private key in PEM, not encrypted, got an encrypted one$/],
      [{ privateKey: whole.certificate }, /^tls\.privateKey: expected a private key/],
      [{ privateKey: read(other.privateKey) }, /^tls\.privateKey: expected the key of tls\.certificate, got another/],
      [{ privateKey: BROKEN_KEY }, /^tls\.privateKey: expected a private key in PEM, not encrypted, got ./],
      [{ certificate: whole.privateKey }, /^tls\.certificate: expected a certificate in PEM, got ./],
      [{ caCertificate: undefined }, /^tls\.caCertificate: expected a certificate in PEM, got text that has none$/],
      [{ caCertificate: '' }, /^tls\.caCertificate: expected a certificate in PEM, got text that has none$/],
      [{ servername: '' }, /^tls\.servername: expected a name or an IP address, got ""$/],
      [{ minVersion: 'TLSv1.1' }, /^tls\.minVersion: expected TLSv1\.2 or TLSv1\.3, got "TLSv1\.1"$/],
    ]
    for (const [wrong, message] of cases) {
      t.throws(() => resolveTlsOptions({ ...whole, ...wrong }), { code: 'INVALID_OPTION', message })
    }
  })
})
