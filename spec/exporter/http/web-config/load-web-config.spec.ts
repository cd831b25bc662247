import { readFileSync } from 'node:fs'
import { basename, dirname, relative } from 'node:path'
import { createSecureContext } from 'node:tls'
import t, { type Test } from 'tap'
import { loadWebConfig } from '../../../../lib/exporter/http/web-config/load-web-config.js'
import { lookAt } from '../../../../lib/exporter/http/web-config/look-at.js'
import { createAuthority } from '../../../support/certificates.js'
import { SECRET_HASH, writeWebConfig } from '../../../support/web-config.js'
import { missing } from '../../../support/which.js'

const skip = missing('openssl')

async function pki(t: Test) {
  const authority = await createAuthority(t)
  const { privateKey, certificate } = await authority.issue()
  return { ca: authority.certificate, key: privateKey, cert: certificate, other: await authority.issue() }
}

function refused(t: Test, content: object, complaint: string | RegExp) {
  const { path } = writeWebConfig(t, content)
  const message = typeof complaint === 'string' ? `${path}: ${complaint}` : complaint
  t.throws(() => loadWebConfig(path), { name: 'ConfigError', message }, String(complaint))
}

t.test('an empty file asks for nothing', async (t) => {
  const { path } = writeWebConfig(t, '')
  t.strictSame(loadWebConfig(path), {
    tls: undefined,
    headers: {},
    users: new Map(),
    rateLimit: undefined,
    files: new Map([[path, lookAt(path)]]),
  })
})

t.test('users, headers, rate limit', async (t) => {
  const { path } = writeWebConfig(t, {
    basic_auth_users: { alice: SECRET_HASH },
    http_server_config: { http2: false, headers: { 'X-Frame-Options': 'deny' } },
    rate_limit: { interval: '1s', burst: 20 },
  })
  t.match(loadWebConfig(path), {
    tls: undefined,
    headers: { 'X-Frame-Options': 'deny' },
    users: new Map([['alice', SECRET_HASH]]),
    rateLimit: { interval: 1000, burst: 20 },
  })
  refused(t, { rate_limit: { interval: '1s' } }, 'rate_limit.burst: expected 1 or more, got 0')
  for (const limit of [{ burst: 5 }, { interval: '0s', burst: 5 }, {}]) {
    t.equal(loadWebConfig(writeWebConfig(t, { rate_limit: limit }).path).rateLimit, undefined)
  }
})

t.test('TLS as it is without a further word', { skip }, async (t) => {
  const { cert, key } = await pki(t)
  const { path } = writeWebConfig(t, { tls_server_config: { cert_file: cert, key_file: key } })
  const { tls, files } = loadWebConfig(path)
  t.strictSame(tls, {
    context: {
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.3',
      honorCipherOrder: true,
      cert: readFileSync(cert, 'utf8'),
      key: readFileSync(key, 'utf8'),
      ca: undefined,
    },
    clientAuth: 'NoClientCert',
    allowedSans: undefined,
  })
  t.strictSame(files, new Map([path, cert, key].map((file) => [file, lookAt(file)])))
  t.ok(createSecureContext(tls?.context))
})

t.test('every key of TLS', { skip }, async (t) => {
  const { cert, key, ca } = await pki(t)
  const { path } = writeWebConfig(t, {
    tls_server_config: {
      cert_file: cert,
      key_file: key,
      client_ca_file: ca,
      client_auth_type: 'RequireAndVerifyClientCert',
      client_allowed_sans: ['a'],
      min_version: 'TLS13',
      max_version: 'TLS13',
      cipher_suites: ['TLS_RSA_WITH_AES_128_CBC_SHA'],
      prefer_server_cipher_suites: false,
      curve_preferences: ['X25519', 'CurveP256'],
    },
  })
  const { tls, files } = loadWebConfig(path)
  t.match(tls, {
    context: {
      minVersion: 'TLSv1.3',
      maxVersion: 'TLSv1.3',
      honorCipherOrder: false,
      ciphers: /:AES128-SHA$/,
      ecdhCurve: 'X25519:P-256',
      ca: readFileSync(ca, 'utf8'),
    },
    clientAuth: 'RequireAndVerifyClientCert',
    allowedSans: ['a'],
  })
  t.strictSame([...files.keys()], [path, cert, key, ca])
})

t.test('paths are relative to the file’s folder', { skip }, async (t) => {
  const { cert, key } = await pki(t)
  const written = writeWebConfig(t, '')
  const from = (path: string) => relative(dirname(written.path), path)
  written.write({ tls_server_config: { cert_file: from(cert), key_file: from(key) } })
  t.strictSame([...loadWebConfig(written.path).files.keys()], [written.path, cert, key])
  t.not(basename(cert), from(cert))
})

t.test('PEM text in the file itself', { skip }, async (t) => {
  const { cert, key, ca } = await pki(t)
  const read = (path: string) => readFileSync(path, 'utf8')
  const { path } = writeWebConfig(t, {
    tls_server_config: {
      cert: read(cert),
      key: read(key),
      client_ca: read(ca),
      client_auth_type: 'RequireAnyClientCert',
    },
  })
  const { tls, files } = loadWebConfig(path)
  t.match(tls?.context, { cert: read(cert), key: read(key), ca: read(ca) })
  t.strictSame([...files.keys()], [path])
  refused(
    t,
    { tls_server_config: { cert: read(cert), key: 'x' } },
    /tls_server_config\.key: expected a private key in PEM/,
  )
})

t.test('what is wrong with TLS', { skip }, async (t) => {
  const { cert, key, ca, other } = await pki(t)
  const pair = { cert_file: cert, key_file: key }
  const tls = (content: object, complaint: string | RegExp) =>
    refused(
      t,
      { tls_server_config: content },
      typeof complaint === 'string' ? `tls_server_config.${complaint}` : complaint,
    )
  tls({ cert_file: cert }, 'key_file: expected the path of a file, got none')
  tls({ key_file: key }, 'cert_file: expected the path of a file, got none')
  tls({ client_auth_type: 'NoClientCert' }, 'cert_file: expected the path of a file, got none')
  tls({ ...pair, cert_file: '/none' }, 'cert_file: expected a file that can be read, got "/none" (ENOENT)')
  tls({ ...pair, key_file: '/none' }, 'key_file: expected a file that can be read, got "/none" (ENOENT)')
  tls(
    { ...pair, cert_file: key },
    /tls_server_config\.cert_file: expected a certificate in PEM, got text that has none/,
  )
  tls({ ...pair, key_file: cert }, /tls_server_config\.key_file: expected a private key in PEM/)
  tls({ ...pair, key_file: other.privateKey }, 'key: expected the key of the certificate, got that of another one')
  tls(
    { ...pair, client_ca_file: ca },
    'client_auth_type: expected one that asks for certificates, to go with client_ca_file, got NoClientCert',
  )
  tls(
    { ...pair, client_ca_file: '/none', client_auth_type: 'RequireAndVerifyClientCert' },
    'client_ca_file: expected a file that can be read, got "/none" (ENOENT)',
  )
  tls(
    { ...pair, client_auth_type: 'VerifyClientCertIfGiven', client_allowed_sans: ['a'] },
    'client_auth_type: expected one that requires certificates, for client_allowed_sans, got VerifyClientCertIfGiven',
  )
  tls({ ...pair, min_version: 'TLS13', max_version: 'TLS12' }, 'max_version: expected TLS13 or newer, got TLS12')
})

t.test('min_version alone does not ask for TLS', async (t) => {
  const { path } = writeWebConfig(t, { tls_server_config: { min_version: 'TLS13' } })
  t.equal(loadWebConfig(path).tls, undefined)
})

t.test('a file that is not there, or no file', async (t) => {
  t.throws(() => loadWebConfig('/none/web.yml'), {
    name: 'ConfigError',
    message: '/none/web.yml: expected a file that can be read, got ENOENT',
  })
  t.throws(() => loadWebConfig('/'), { message: '/: expected a regular file of 1 MiB at most, got a directory' })
})
