import { copyFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import type { WebConfig } from '../../../../lib/exporter/http/web-config/load-web-config.js'
import { WebConfigFile } from '../../../../lib/exporter/http/web-config/web-config-file.js'
import { createAuthority } from '../../../support/certificates.js'
import { eventually } from '../../../support/eventually.js'
import { OTHER_HASH, SECRET_HASH, writeWebConfig } from '../../../support/web-config.js'
import { missing } from '../../../support/which.js'

const usersOf = ({ users }: WebConfig) => [...users.keys()].join()
const alice = { basic_auth_users: { alice: SECRET_HASH } }
const bob = { basic_auth_users: { bob: OTHER_HASH } }

function linkToItself(path: string): void {
  rmSync(path)
  symlinkSync(basename(path), path)
}

function open(t: Test, content: object) {
  const { path, write } = writeWebConfig(t, content)
  const told: (string | undefined)[] = []
  const applied: WebConfig[] = []
  const seen = { refuse: false, whenApplied: () => {} }
  const file = new WebConfigFile({
    file: path,
    onReload: (error) => told.push(error?.message),
    apply: (config) => {
      if (seen.refuse) throw new Error('cannot be had')
      applied.push(config)
      seen.whenApplied()
    },
    interval: 10,
  })
  t.teardown(() => file.stop())
  return { path, write, file, told, applied, seen }
}

t.test('is read when it is opened, and refused when it is wrong', async (t) => {
  t.equal(usersOf(open(t, alice).file.current), 'alice')
  t.throws(() => open(t, { wrong: 1 }), { name: 'ConfigError' })
})

t.test('is read again when it has changed, and only then', async (t) => {
  const { write, file, told, applied, path } = open(t, alice)
  file.refresh()
  t.strictSame(told, [])
  write(bob)
  file.refresh()
  t.equal(usersOf(file.current), 'bob')
  t.strictSame(applied, [file.current])
  file.refresh()
  t.strictSame(told, [undefined])
  utimesSync(path, 1, 1)
  file.refresh()
  t.strictSame(told, [undefined, undefined], 'by its time, too')
})

t.test('by itself, once started', async (t) => {
  const { write, file } = open(t, alice)
  file.start()
  file.start()
  write(bob)
  await eventually(() => usersOf(file.current) === 'bob')
  file.stop()
})

t.test('a broken file leaves the last good one in force, and is told once', async (t) => {
  const { write, file, told, path } = open(t, alice)
  write('basic_auth_users: 1')
  for (let i = 0; i < 3; i++) file.refresh()
  t.strictSame(told, [`${path}: basic_auth_users: expected a mapping, got another text`])
  t.equal(usersOf(file.current), 'alice')
  rmSync(path)
  file.refresh()
  t.strictSame(told.slice(1), [`${path}: expected a file that can be read, got ENOENT`])
  write(bob)
  file.refresh()
  t.strictSame(told.slice(2), [undefined])
  t.equal(usersOf(file.current), 'bob')
})

t.test('a link that leads to itself is a broken file', async (t) => {
  const { write, file, told, path } = open(t, alice)
  linkToItself(path)
  for (let i = 0; i < 3; i++) file.refresh()
  t.strictSame(told, [`${path}: expected a file that can be read, got ELOOP`])
  t.equal(usersOf(file.current), 'alice')
  rmSync(path)
  write(bob)
  file.refresh()
  t.strictSame(told.slice(1), [undefined])
  t.equal(usersOf(file.current), 'bob')
})

t.test('a key that leads to itself is one too', { skip: missing('openssl') }, async (t) => {
  const { certificate, privateKey } = await (await createAuthority(t)).issue()
  const { file, told } = open(t, { tls_server_config: { cert_file: certificate, key_file: privateKey } })
  const before = file.current
  linkToItself(privateKey)
  for (let i = 0; i < 3; i++) file.refresh()
  t.equal(told.length, 1)
  t.match(told[0], /: tls_server_config\.key_file: .*ELOOP/)
  t.equal(file.current, before)
})

t.test('what cannot be put into force is not in force', async (t) => {
  const { write, file, told, seen } = open(t, alice)
  seen.refuse = true
  write(bob)
  file.refresh()
  t.strictSame(told, ['cannot be had'])
  t.equal(usersOf(file.current), 'alice')
})

t.test('what kept it from being in force may go away while the files in force stay as they are', async (t) => {
  const { path, write, file, told, seen } = open(t, alice)
  seen.refuse = true
  write(bob)
  for (let i = 0; i < 3; i++) file.refresh()
  t.strictSame(told, ['cannot be had'])
  seen.refuse = false
  for (let i = 0; i < 3; i++) file.refresh()
  t.strictSame(told, ['cannot be had', undefined])
  t.equal(usersOf(file.current), 'bob')

  write('basic_auth_users: 1')
  file.refresh()
  write('basic_auth_users: 2')
  file.refresh()
  t.strictSame(told.slice(2), [`${path}: basic_auth_users: expected a mapping, got another text`])
  write(bob)
  file.refresh()
  t.equal(told.at(-1), undefined)
  seen.refuse = true
  write(alice)
  file.refresh()
  t.equal(told.at(-1), 'cannot be had', 'told again after all was well')
})

t.test('a file that is named before it is there', { skip: missing('openssl') }, async (t) => {
  const { certificate, privateKey } = await (await createAuthority(t)).issue()
  const tls = (cert: string) => ({ tls_server_config: { cert_file: cert, key_file: privateKey } })
  const { write, file, told } = open(t, tls(certificate))
  const next = `${certificate}.next`
  write(tls(next))
  for (let i = 0; i < 3; i++) file.refresh()
  t.equal(told.length, 1)
  t.match(told[0], /: tls_server_config\.cert_file: .*ENOENT/)
  copyFileSync(certificate, next)
  file.refresh()
  t.strictSame(told.slice(1), [undefined])
  t.ok(file.current.files.has(next))
})

t.test('a change while it is read is seen the next time', async (t) => {
  const { write, file, told, seen } = open(t, alice)
  seen.whenApplied = () => {
    seen.whenApplied = () => {}
    write({ basic_auth_users: { carol: OTHER_HASH } })
  }
  write(bob)
  file.refresh()
  t.equal(usersOf(file.current), 'bob')
  for (let i = 0; i < 3; i++) file.refresh()
  t.equal(usersOf(file.current), 'carol')
  t.strictSame(told, [undefined, undefined])
})

t.test('a link to another folder, as Kubernetes changes a secret', async (t) => {
  const { path, file } = open(t, alice)
  const target = join(dirname(path), 'other.yml')
  writeFileSync(target, JSON.stringify(bob))
  symlinkSync(target, join(dirname(path), 'link'))
  renameSync(join(dirname(path), 'link'), path)
  file.refresh()
  t.equal(usersOf(file.current), 'bob')
})

t.test('certificates are followed too, and the way of listening is not', { skip: missing('openssl') }, async (t) => {
  const authority = await createAuthority(t)
  const [one, other] = await Promise.all([authority.issue(), authority.issue()])
  const tls = (extra: object = {}) => ({
    tls_server_config: { cert_file: one.certificate, key_file: one.privateKey, ...extra },
  })
  const { path, write, file, told } = open(t, tls())
  renameSync(other.certificate, one.certificate)
  file.refresh()
  t.match(told, [/key: expected the key of the certificate, got that of another one$/], 'half of a new pair')
  const before = file.current
  renameSync(other.privateKey, one.privateKey)
  file.refresh()
  t.equal(told[1], undefined)
  t.not(file.current.tls?.context.cert, before.tls?.context.cert)

  for (const [content, got] of [
    [tls({ client_auth_type: 'RequireAnyClientCert' }), 'RequireAnyClientCert'],
    [alice, 'no TLS'],
  ] as const) {
    write(content)
    file.refresh()
    t.equal(
      told.at(-1),
      `${path}: tls_server_config.client_auth_type: expected NoClientCert until the next start, got ${got}`,
    )
  }
  t.ok(file.current.tls)
})

t.test('a file without users is no way in, where there were some', async (t) => {
  const { write, file, told, applied } = open(t, alice)
  for (const content of ['', 'basic_auth_users:\n', 'basic_auth_users: {}\n']) {
    write(content)
    file.refresh()
    t.match(told.at(-1), /: basic_auth_users: expected users until the next start, got none$/)
    t.equal(usersOf(file.current), 'alice')
  }
  t.strictSame(applied, [])
  write(bob)
  file.refresh()
  t.equal(usersOf(file.current), 'bob')

  const free = open(t, {})
  free.write(alice)
  free.file.refresh()
  t.equal(usersOf(free.file.current), 'alice', 'users can come')
})
