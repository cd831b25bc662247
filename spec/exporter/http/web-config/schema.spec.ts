import t from 'tap'
import { webConfigSchema } from '../../../../lib/exporter/http/web-config/schema.js'

const taken = (content: unknown) => webConfigSchema.safeParse(content).success

t.test('every key of the format, and what it is taken for', async (t) => {
  const content = {
    tls_server_config: {
      cert: 'a',
      key: 'b',
      client_ca: 'c',
      cert_file: 'd',
      key_file: 'e',
      client_ca_file: 'f',
      client_auth_type: 'RequireAndVerifyClientCert',
      client_allowed_sans: ['g', '10.0.0.1'],
      min_version: 'TLS10',
      max_version: 'TLS13',
      cipher_suites: ['TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_AES_128_GCM_SHA256'],
      prefer_server_cipher_suites: 'false',
      curve_preferences: ['CurveP521', 'X25519'],
    },
    http_server_config: {
      http2: 'true',
      headers: {
        'Strict-Transport-Security': 'max-age=1; includeSubDomains',
        'X-Content-Type-Options': 'nosniff',
        'X-Frame-Options': 'sameorigin',
        'X-XSS-Protection': '1',
        'Content-Security-Policy': "default-src 'self'",
      },
    },
    basic_auth_users: { alice: `$2y$10$${'a'.repeat(53)}`, 'b b': `$2b$04$${'./'.repeat(26)}0` },
    rate_limit: { interval: '1m30s', burst: '20' },
  }
  t.strictSame(webConfigSchema.parse(content), {
    ...content,
    tls_server_config: { ...content.tls_server_config, prefer_server_cipher_suites: false },
    http_server_config: { ...content.http_server_config, http2: true },
    rate_limit: { interval: 90_000, burst: 20 },
  })
  t.strictSame(webConfigSchema.parse({}), {})
})

t.test('nothing else', async (t) => {
  const hash = `$2y$10$${'a'.repeat(53)}`
  const wrong: readonly unknown[] = [
    'text',
    [],
    { tls_config: {} },
    { tls_server_config: [] },
    { tls_server_config: { certfile: 'a' } },
    { tls_server_config: { client_auth_type: 'requireandverifyclientcert' } },
    { tls_server_config: { client_allowed_sans: 'a' } },
    { tls_server_config: { min_version: 'TLS1.2' } },
    { tls_server_config: { max_version: 'TLS11' } },
    { tls_server_config: { cipher_suites: ['TLS_RSA_WITH_RC4_128_SHA'] } },
    { tls_server_config: { prefer_server_cipher_suites: 'yes' } },
    { tls_server_config: { curve_preferences: ['P-256'] } },
    { http_server_config: { headers: { 'X-Frame-Options': 'DENY' } } },
    { http_server_config: { headers: { 'X-Content-Type-Options': 'sniff' } } },
    { http_server_config: { headers: { Server: 'x' } } },
    { http_server_config: { headers: { 'X-XSS-Protection': 'a\r\nSet-Cookie: b' } } },
    { basic_auth_users: { '': hash } },
    ...[
      '',
      'plain',
      `${hash}a`,
      hash.slice(1),
      hash.replace('2y', '2'),
      hash.replace('10', '03'),
      hash.replace('10', '32'),
    ].map((other) => ({ basic_auth_users: { a: other } })),
    { basic_auth_users: [hash] },
    { rate_limit: { interval: '1', burst: '1' } },
    { rate_limit: { interval: '1s', burst: '-1' } },
    { rate_limit: { interval: '1s', burst: '1.5' } },
    { rate_limit: { rate: '1' } },
  ]
  for (const content of wrong) t.notOk(taken(content), JSON.stringify(content))
})
