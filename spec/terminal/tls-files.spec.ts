import t from 'tap'
import { readTlsFiles } from '../../lib/terminal/tls-files.js'
import { createAuthority } from '../support/certificates.js'
import { missing } from '../support/which.js'

t.test('only who needs them reads them', async (t) => {
  const none = { privateKey: '/none', certificate: '/none', caCert: '/none' }
  t.equal(readTlsFiles('tcp:127.0.0.1:6640,unix:/x', none), undefined)
  t.equal(readTlsFiles('wss://switch', {}), undefined)
  t.throws(() => readTlsFiles('wss://switch', none), { name: 'UsageError', message: /^--private-key: .*"\/none"/ })
  t.throws(() => readTlsFiles('ssl:1.2.3.4', {}), {
    message: '--private-key: expected the path of a file for ssl:1.2.3.4, got none',
  })
})

t.test('they belong together', { skip: missing('openssl') }, async (t) => {
  const authority = await createAuthority(t)
  const [one, other] = await Promise.all([authority.issue(), authority.issue()])
  const files = { privateKey: one.privateKey, certificate: one.certificate, caCert: authority.certificate }
  t.match(readTlsFiles('ssl:1.2.3.4', files), { privateKey: /PRIVATE KEY/, caCertificate: /CERTIFICATE/ })
  const { caCert } = files
  const relay = readTlsFiles('wss://switch', { caCert })
  t.strictSame(Object.keys(relay ?? {}), ['caCertificate'], 'enough for a relay')
  t.throws(() => readTlsFiles('wss://switch,ssl:1.2.3.4', { caCert }), { message: /^--private-key: .* got none/ })
  t.throws(() => readTlsFiles('ssl:1.2.3.4', { ...files, certificate: other.certificate }), /got that of another one/)
})
