import t from 'tap'
import { ConfigError } from '../../../../lib/exporter/config/errors.js'
import { parseWebConfig } from '../../../../lib/exporter/http/web-config/parse-web-config.js'

const parse = (yaml: string) => parseWebConfig(yaml, '/etc/web.yml')
const HASH = '$2y$10$X0h1gDsPszWURQaxFh.zoubFi6DXncSjhoQNJgRrnGs7EsimhC7zG'

t.test('scalars are text, whatever they look like', async (t) => {
  t.strictSame(
    parse(
      `
http_server_config: { http2: true, headers: { X-XSS-Protection: 1, Content-Security-Policy: null } }
basic_auth_users:
  007: ${HASH}
  true: ${HASH}
rate_limit: { interval: 0, burst: 0x7 }
`.replace('0x7', '7'),
    ),
    {
      http_server_config: { http2: true, headers: { 'X-XSS-Protection': '1', 'Content-Security-Policy': 'null' } },
      basic_auth_users: { '007': HASH, true: HASH },
      rate_limit: { interval: 0, burst: 7 },
    },
  )
})

t.test('what is empty is absent', async (t) => {
  for (const yaml of ['', '\n', '# nothing\n', '---\n', 'tls_server_config:\nbasic_auth_users:\n', '{}']) {
    t.strictSame(parse(yaml), {}, JSON.stringify(yaml))
  }
  t.strictSame(parse('tls_server_config:\n  cert_file: ""\n  client_auth_type:\n  key_file: a'), {
    tls_server_config: { key_file: 'a' },
  })
})

t.test('but not the hash of a user: nobody is let in for that', async (t) => {
  t.throws(() => parse('basic_auth_users:\n  alice:'), {
    message: '/etc/web.yml: basic_auth_users.alice: expected a bcrypt hash such as $2y$10$…, got another text',
  })
})

t.test('anchors and aliases', async (t) => {
  t.strictSame(parse(`basic_auth_users:\n  a: &h ${HASH}\n  b: *h`).basic_auth_users, { a: HASH, b: HASH })
})

t.test('what is wrong, on one line', async (t) => {
  const cases: readonly (readonly [yaml: string, complaint: string])[] = [
    ['a text', 'expected a mapping, got another text'],
    ['[a]', 'expected a mapping, got a list'],
    ['tls: {}', 'tls: expected a key of the format, got an unknown one'],
    [`basic_auth_users:\n  __proto__: ${HASH}`, 'basic_auth_users.__proto__: expected any other key, got this one'],
    [
      'tls_server_config:\n  certfile: a',
      'tls_server_config.certfile: expected a key of the format, got an unknown one',
    ],
    ['tls_server_config: a', 'tls_server_config: expected a mapping, got "a"'],
    ['tls_server_config: [a]', 'tls_server_config: expected a mapping, got a list'],
    ['tls_server_config: { cert_file: [a] }', 'tls_server_config.cert_file: expected a text, got a list'],
    ['tls_server_config: { cipher_suites: a }', 'tls_server_config.cipher_suites: expected a list, got "a"'],
    [
      'tls_server_config: { curve_preferences: [X25519, P] }',
      'tls_server_config.curve_preferences.1: expected one of CurveP256, CurveP384, CurveP521, X25519, got "P"',
    ],
    [
      'http_server_config: { headers: { X-Content-Type-Options: "no\\nsniff" } }',
      'http_server_config.headers.X-Content-Type-Options: expected nosniff, got "no\\nsniff"',
    ],
    [
      'http_server_config: { headers: { X-XSS-Protection: "a\\nb" } }',
      'http_server_config.headers.X-XSS-Protection: expected text that an HTTP header can hold, got "a\\nb"',
    ],
    ['rate_limit: { interval: soon }', 'rate_limit.interval: expected a duration such as 1s or 100ms, got "soon"'],
    ['rate_limit: { burst: many }', 'rate_limit.burst: expected a whole number, got "many"'],
    ['basic_auth_users: { "": a }', 'basic_auth_users.: expected the name of a user, got ""'],
    ['a: b: c', 'expected YAML, got BLOCK_AS_IMPLICIT_KEY in line 1'],
    ['tls_server_config:\n  a: 1\n  a: 2', 'expected YAML, got DUPLICATE_KEY in line 3'],
    ['a: !secret b', 'expected YAML, got TAG_RESOLVE_FAILED in line 1'],
    ['a: *nobody', 'expected YAML, got an alias of nothing, of itself, or of too much'],
    ['{}\n---\n{}', 'expected YAML, got a second document'],
  ]
  for (const [yaml, complaint] of cases) {
    t.throws(() => parse(yaml), { name: 'ConfigError', message: `/etc/web.yml: ${complaint}` }, yaml)
    t.throws(() => parse(yaml), ConfigError)
  }
})

t.test('no secret is told', async (t) => {
  const wrong = [
    'basic_auth_users: { alice: hunter2 }',
    'basic_auth_users: hunter2',
    'basic_auth_users: [hunter2]',
    'tls_server_config: { key: [hunter2] }',
    'hunter2',
    'basic_auth_users: { alice hunter2 }',
    'basic_auth_users:\n  alice: "hunter2',
    'basic_auth_users:\n  alice: hunter2\n bob: hunter2',
    'basic_auth_users:\n  alice: *hunter2',
    'basic_auth_users:\n\talice: hunter2',
  ]
  for (const yaml of wrong) {
    try {
      t.fail(`took ${JSON.stringify(parse(yaml))}`)
    } catch (error) {
      t.notMatch((error as Error).message, /hunter2|\n/, yaml)
    }
  }
})

t.test('nor is a hash that stands where it does not belong', async (t) => {
  const hash = `$2y$10$${'abcdefghij/.1'.repeat(5).slice(0, 53)}`
  for (const text of [hash, `tr${hash}ue`, hash.slice(7)]) {
    const yaml = `http_server_config: { http2: '${text}' }`
    t.throws(() => parse(yaml), {
      message: /^\/etc\/web.yml: http_server_config.http2: expected one of true, false, got ".*…"$/,
    })
    t.throws(() => parse(yaml), { message: /^[^j]*$/ }, text)
  }
})

t.test('what holds itself, or nests without end', async (t) => {
  for (const yaml of [
    'basic_auth_users: &a { b: *a }',
    'tls_server_config: &a { cert: *a }',
    `a: ${'['.repeat(50_000)}`,
  ]) {
    t.throws(() => parse(yaml), { name: 'ConfigError', message: /^[^\n]+$/ }, yaml.slice(0, 40))
  }
})
