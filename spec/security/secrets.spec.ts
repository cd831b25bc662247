import { readFileSync } from 'node:fs'
import t from 'tap'
import { type Answer, AnsweringServer } from '../support/answering-server.js'
import { createAuthority } from '../support/certificates.js'
import { eventually } from '../support/eventually.js'
import { startExporterProcess } from '../support/exporter.js'
import { outcome } from '../support/run.js'
import { valuesOf } from '../support/samples.js'
import { basic, SECRET_HASH, writeWebConfig } from '../support/web-config.js'
import { missing } from '../support/which.js'

/** In the URLs of etcd and Netmaster; no word of the programs' own. */
const PASSWORD = 'hunter2-xyzzy'
const WRONG_PASSWORD = 'plugh-tried-in-vain'

/** A secret, and the forms in which it travels or is kept. */
function formsOf(user: string, password: string): readonly string[] {
  return [password, encodeURIComponent(password), basic(user, password).replace('Basic ', '')]
}

/** How a peer fails, one way after the other, whatever it is asked. */
const FAILURES: readonly Answer[] = [
  { status: 401, body: 'not authorised' },
  { status: 200, body: '<html><body>It works!</body></html>' },
  { status: 500, body: 'panic: runtime error' },
  { status: 302, headers: { Location: '/nowhere' } },
]

const skip = missing('openssl')

t.test('no secret is in what the exporter tells, whatever fails', { skip }, async (t) => {
  const authority = await createAuthority(t)
  const { privateKey, certificate } = await authority.issue({ names: 'IP:127.0.0.1' })
  const web = writeWebConfig(t, { basic_auth_users: { prometheus: SECRET_HASH } })
  const peer: AnsweringServer = new AnsweringServer(() => FAILURES[peer.count() % FAILURES.length] ?? {})
  await peer.up()
  t.teardown(() => peer.close())
  const withPassword = peer.url.replace('http://', `http://contiv:${PASSWORD}@`)
  const key = readFileSync(privateKey, 'utf8').split('\n')[1] ?? ''
  t.ok(key.length > 32, 'a line of the key')
  const secrets = [
    ...formsOf('contiv', PASSWORD),
    ...formsOf('prometheus', WRONG_PASSWORD),
    ...formsOf('prometheus', 'secret').slice(2),
    SECRET_HASH,
    key,
  ]

  for (const flags of [
    ['--mode', 'netplugin', '--contiv.etcd', withPassword],
    ['--mode', 'netplugin', '--contiv.consul', withPassword],
    ['--mode', 'netmaster', '--contiv.netmaster', withPassword],
  ]) {
    const exporter = await startExporterProcess(
      t,
      [...flags, '--web.config.file', web.path, '--log.level', 'debug', '--ovsdb', `ssl:127.0.0.1:${peer.port}`],
      { OVSDB_PRIVATE_KEY: privateKey, OVSDB_CERTIFICATE: certificate, OVSDB_CA_CERT: authority.certificate },
    )
    const right = { headers: { Authorization: basic('prometheus', 'secret') } }
    const wrong = { headers: { Authorization: basic('prometheus', WRONG_PASSWORD) } }
    const asked = peer.count()
    await eventually(() => peer.count() >= asked + FAILURES.length, { deadline: 60_000 })
    t.equal(valuesOf(await exporter.scrape(right.headers)).get('contiv_netmaster_up{}'), '0')
    const told: string[] = []
    for (const path of ['/', '/metrics', '/readyz', '/nothing']) {
      told.push(await (await fetch(exporter.url + path, right)).text())
    }
    const refused = await fetch(`${exporter.url}/metrics`, wrong)
    t.equal(refused.status, 401)
    told.push(await refused.text(), JSON.stringify([...refused.headers]))
    await exporter.program.stop()
    const log = exporter.program.output()
    t.ok(log.includes(`127.0.0.1:${peer.port}`), 'the log says whom it could not ask')
    for (const secret of secrets) t.notOk([...told, log].join('\n').includes(secret), flags.join(' '))
  }
})

t.test('nor in what it says of a wrong command line', async (t) => {
  for (const url of [
    `http://contiv:${PASSWORD}@`,
    `http://contiv:${PASSWORD}@host:port`,
    `ftp://contiv:${PASSWORD}@h`,
  ]) {
    const { status, stdout, stderr } = await outcome(process.execPath, [
      'dist/bin/ovsdb-exporter.js',
      ...['--mode', 'netplugin', '--contiv.etcd', url],
    ])
    t.equal(status, 2, stderr)
    t.notOk((stdout + stderr).includes(PASSWORD), stderr)
  }
})
