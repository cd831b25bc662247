import { renameSync } from 'node:fs'
import t from 'tap'
import { type Authority, createAuthority, type Identity } from '../support/certificates.js'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { startPrometheus } from '../support/prometheus.js'
import { outcome } from '../support/run.js'
import { OTHER_HASH, SECRET_HASH, writeWebConfig } from '../support/web-config.js'
import { missing } from '../support/which.js'

const NAMES = { names: 'IP:127.0.0.1' }

/** A web configuration with TLS, client certificates and a user. */
function section({ certificate: ca }: Authority, { certificate, privateKey }: Identity, hash: string) {
  return {
    tls_server_config: {
      cert_file: certificate,
      key_file: privateKey,
      client_ca_file: ca,
      client_auth_type: 'RequireAndVerifyClientCert',
    },
    http_server_config: { headers: { 'X-Frame-Options': 'deny', 'Strict-Transport-Security': 'max-age=60' } },
    basic_auth_users: { prometheus: hash },
  }
}

t.test('curl, with what is right and what is wrong', { skip: missing('openssl', 'curl') }, async (t) => {
  const authority = await createAuthority(t)
  const server = await authority.issue(NAMES)
  const client = await authority.issue()
  const { path } = writeWebConfig(t, section(authority, server, SECRET_HASH))
  const { url, program } = await startExporterProcess(t, ['--web.config.file', path])
  t.match(url, /^https:/)
  const certificate = ['--cert', client.certificate, '--key', client.privateKey]
  const user = ['--user', 'prometheus:secret']
  const curl = async (route: string, ...args: readonly string[]) => {
    const write = ['--silent', '--output', '/dev/null', '--write-out', '%{http_code}']
    const { status, stdout } = await outcome('curl', [
      ...write,
      '--cacert',
      authority.certificate,
      ...args,
      url + route,
    ])
    return status === 0 ? Number(stdout) : `curl ${status}`
  }
  for (const route of ['/', '/metrics', '/healthz', '/readyz', '/nothing']) {
    t.equal(await curl(route, ...certificate), 401, `${route} is for users only`)
  }
  t.equal(await curl('/metrics', ...certificate, ...user), 200)
  t.equal(await curl('/healthz', ...certificate, ...user), 200)
  t.equal(await curl('/metrics', ...certificate, '--user', 'prometheus:other'), 401)
  t.equal(await curl('/metrics', ...certificate, '--user', 'alice:secret'), 401)
  t.match(await curl('/metrics', ...user), /^curl (35|52|56)$/, 'no certificate')
  t.equal(await curl('/metrics', ...certificate, ...user, '--tls-max', '1.2'), 200)
  t.equal(await curl('/metrics', ...certificate, ...user, '--tlsv1.3'), 200)
  t.equal(await curl('/metrics', ...certificate, ...user, '--http2'), 200, 'by HTTP/1.1')
  const { stdout } = await outcome('curl', ['-sI', '--cacert', authority.certificate, ...certificate, ...user, url])
  t.match(stdout, /X-Frame-Options: deny\r\n/)
  t.match(stdout, /Strict-Transport-Security: max-age=60\r\n/)
  t.notMatch(program.output(), /secret|\$2y/)
})

t.test('a real Prometheus, through changes', { skip: missing('openssl', 'prometheus') }, async (t) => {
  const authority = await createAuthority(t)
  const server = await authority.issue(NAMES)
  const client = await authority.issue()
  const { path, write } = writeWebConfig(t, section(authority, server, SECRET_HASH))
  const { url } = await startExporterProcess(t, ['--web.config.file', path])
  const job = (name: string, password: string, identity?: Identity) => `
  - job_name: ${name}
    scheme: https
    tls_config:
      ca_file: ${authority.certificate}
      ${identity === undefined ? '' : `cert_file: ${identity.certificate}\n      key_file: ${identity.privateKey}`}
    basic_auth: { username: prometheus, password: ${password} }
    static_configs: [{ targets: ['${new URL(url).host}'] }]`
  const prometheus = await startPrometheus(t, {
    config: `
global: { scrape_interval: 1s }
scrape_configs:${job('right', 'secret', client)}${job('wrong', 'other', client)}${job('nobody', 'secret')}
`,
  })
  const targets = async () => new Map((await prometheus.targets()).map((target) => [target.job, target]))
  const healths = async (expected: object) => {
    await eventually(async () => {
      const found = Object.fromEntries([...(await targets())].map(([name, { health }]) => [name, health]))
      return JSON.stringify(found, ['right', 'wrong', 'nobody']) === JSON.stringify(expected)
    })
  }
  await healths({ right: 'up', wrong: 'down', nobody: 'down' })
  t.match((await targets()).get('wrong')?.lastError, '401 Unauthorized')
  t.match((await targets()).get('nobody')?.lastError, /certificate|EOF|reset/)
  const reloaded = async () => (await prometheus.query('ovsdb_exporter_web_config_last_reload_successful'))[0]?.value

  write('basic_auth_users: [')
  await eventually(async () => (await reloaded()) === '0')
  await healths({ right: 'up', wrong: 'down', nobody: 'down' })

  const renewed = await authority.issue(NAMES)
  renameSync(renewed.certificate, server.certificate)
  renameSync(renewed.privateKey, server.privateKey)
  write(section(authority, server, OTHER_HASH))
  await healths({ right: 'down', wrong: 'up', nobody: 'down' })
  await eventually(async () => (await reloaded()) === '1')
})
