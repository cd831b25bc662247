import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { COMMANDS } from '../../lib/cli/index.js'
import { startFakeServer } from '../../lib/testing/index.js'
import { createAuthority, tlsFlags } from '../support/certificates.js'
import { eventually } from '../support/eventually.js'
import { freePort } from '../support/free-port.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { outcome } from '../support/run.js'
import { tempDir } from '../support/temp-dir.js'
import { TEST_SCHEMA, writeTestSchema } from '../support/test-schema.js'
import { missing } from '../support/which.js'

const PROGRAM = 'dist/bin/ovsdb.js'
const ovsdb = (args: readonly string[], stdin?: string) => outcome(process.execPath, [PROGRAM, ...args], stdin)
const SELECT = '["Test",{"op":"select","table":"Item","where":[],"columns":["name"]}]'

t.test('help, of the program and of a command', async (t) => {
  const { status, stdout, stderr } = await ovsdb(['--help'])
  t.strictSame([status, stderr], [0, ''])
  for (const { name } of COMMANDS) t.match(stdout, new RegExp(`^ +${name} `, 'm'))
  for (const word of ['Server:', 'Database:', 'Exit status:', 'Examples:']) t.match(stdout, word)
  for (const { name, usage, details = '' } of COMMANDS.filter(({ force }) => force !== undefined)) {
    const help = await ovsdb([name, '--help'])
    t.equal(help.status, 0)
    t.ok(help.stdout.startsWith(`Usage: ovsdb ${name} [options] ${usage}\n`), name)
    t.ok(help.stdout.includes(details) && help.stdout.includes('--timeout') && help.stdout.includes('--force'), name)
  }
  t.match((await ovsdb(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/)
})

t.test('what is wrong is one line, and exit status 2', async (t) => {
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['nix'], /unknown command 'nix'/],
    [['dump', '--nix'], /unknown option '--nix'/],
    [['dump', '--format=xml'], /Allowed choices are table, list, csv, json/],
    [['dump', '--timeout=soon'], /--timeout.*expected a duration/],
    [['list-dbs', 'tcp:h:0'], /expected a port from 1 to 65535/],
    [['list-dbs', 'tcp:h', 'x'], /expected nothing but a server, got "x"/],
    [['transact', 'tcp:h', '{'], /expected a transaction in JSON/],
    [['list-dbs', 'ssl:h'], /--ca-cert: expected the path of a file for ssl:h, got none/],
    [['list-dbs', 'ssl:h', '--ca-cert=/nix'], /--ca-cert: expected a file that can be read, got "\/nix" \(ENOENT\)/],
    [['codegen', '/nix.json'], /expected a file that can be read, got "\/nix.json" \(ENOENT\)/],
    [['codegen', '/'], /expected a file that can be read, got "\/" \(EISDIR\)/],
    [['convert', 'tcp:h', 'package.json'], /schema tables: expected an object, got undefined/],
    [['convert', 'tcp:h', '/dev/zero'], /expected at most 16777216 bytes, got more from "\/dev\/zero"/],
  ]
  for (const [args, expected] of wrong) {
    const { status, stdout, stderr } = await ovsdb(args)
    t.strictSame([status, stdout, stderr.split('\n').length], [2, '', 2], args.join(' '))
    t.match(stderr, /^ovsdb: /)
    t.match(stderr, expected)
  }
})

t.test('no server, no answer: exit status 1', async (t) => {
  const nobody = await ovsdb(['dump', `tcp:127.0.0.1:${await freePort()}`])
  t.strictSame([nobody.status, nobody.stdout], [1, ''])
  t.match(nobody.stderr, /^ovsdb: cannot connect to tcp:127\.0\.0\.1:\d+: .*ECONNREFUSED.*\n$/)
  await using server = await startFakeServer({ schema: TEST_SCHEMA, answer: () => new Promise(() => {}) })
  const late = await ovsdb(['--timeout=1', 'dump', server.remote])
  t.strictSame([late.status, late.stderr], [1, 'ovsdb: gave up after 1000 ms\n'])
})

t.test('an outcome that nobody knows: exit status 3', async (t) => {
  await using server = await startFakeServer({
    schema: TEST_SCHEMA,
    answer: (call) => (call.method === 'transact' ? call.cut() : call.proceed()),
  })
  const { status, stderr } = await ovsdb(['transact', server.remote, SELECT])
  t.equal(status, 3)
  t.match(stderr, /^ovsdb: the transaction may have been committed or not: .*\n$/)

  await using mute = await startFakeServer({
    schema: TEST_SCHEMA,
    answer: (call) => (call.method === 'transact' ? new Promise(() => {}) : call.proceed()),
  })
  const late = await ovsdb(['--timeout=1', 'transact', mute.remote, SELECT])
  t.strictSame(
    [late.status, late.stderr],
    [3, 'ovsdb: the transaction may have been committed or not: gave up after 1000 ms\n'],
  )
})

t.test('a transaction from standard input; one that is rejected', async (t) => {
  await using server = await startFakeServer({ schema: TEST_SCHEMA, rows: { Item: [{ name: 'é' }] } })
  const good = await ovsdb(['transact', server.remote, '-'], SELECT)
  t.strictSame(good, { status: 0, stdout: '[{"rows":[{"name":"é"}]}]\n', stderr: '' })
  const bad = await ovsdb(['transact', server.remote, '["Test",{"op":"abort"}]'])
  t.strictSame([bad.status, bad.stderr], [1, 'ovsdb: the transaction was rejected: aborted: aborted by request\n'])
})

t.test('the server of the environment', async (t) => {
  await using server = await startFakeServer({ schema: TEST_SCHEMA })
  const child = spawn(process.execPath, [PROGRAM, 'list-dbs'], { env: { OVSDB_REMOTE: server.remote }, stdio: 'pipe' })
  t.equal(await text(child.stdout), 'Test\n')
})

t.test('a schema from a file', async (t) => {
  const { status, stdout } = await ovsdb(['codegen', writeTestSchema(t)])
  t.equal(status, 0)
  t.match(stdout, /^\/\/ Generated from the schema of Test 1\.0\.0\./)
})

t.test('a reader that goes away ends it without a word', async (t) => {
  const rows = { Item: Array.from({ length: 6 }, (_, i) => ({ name: `${i}${'x'.repeat(100_000)}` })) }
  await using server = await startFakeServer({ schema: TEST_SCHEMA, rows })
  for (const command of ['dump', 'monitor']) {
    const child = spawn(process.execPath, [PROGRAM, command, server.remote, 'Item'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const complaint = text(child.stderr)
    await once(child.stdout, 'data')
    child.stdout.destroy()
    const closed = once(child, 'close')
    if (command === 'monitor') {
      await eventually(() => {
        server.transact([{ op: 'update', table: 'Item', where: [], row: { real: Math.random() } }])
        return child.exitCode !== null
      })
    }
    t.strictSame(await closed, [0, null], command)
    t.equal(await complaint, '')
  }
})

t.test('a text that cannot be printed is an error, one that nobody reads is none', async (t) => {
  for (const args of [['--version'], ['--help'], ['dump', '--help']]) {
    const full = await outcome('sh', ['-c', '"$@" > /dev/full', 'sh', process.execPath, PROGRAM, ...args])
    const stderr = 'ovsdb: cannot print: ENOSPC: no space left on device, write\n'
    t.strictSame(full, { status: 1, stdout: '', stderr }, args.join(' '))
    const child = spawn(process.execPath, [PROGRAM, ...args])
    child.stdout.destroy()
    const [complaint, ended] = await Promise.all([text(child.stderr), once(child, 'close')])
    t.strictSame([complaint, ended], ['', [0, null]], args.join(' '))
  }
  const nothing = await ovsdb([])
  t.strictSame([nothing.status, nothing.stdout], [2, ''])
  t.match(nothing.stderr, /^Usage: ovsdb /)
})

t.test('over TLS', { skip: missing('ovsdb-server', 'openssl') }, async (t) => {
  const authority = await createAuthority(t)
  const [theirs, ours, port] = await Promise.all([authority.issue(), authority.issue(), freePort()])
  await startOvsdbServer(t, { remotes: [`pssl:${port}:127.0.0.1`], args: tlsFlags(authority, theirs) })
  const remote = `ssl:127.0.0.1:${port}`
  const good = await ovsdb(['list-dbs', remote, ...tlsFlags(authority, ours)])
  t.strictSame(good, { status: 0, stdout: 'Open_vSwitch\n_Server\n', stderr: '' })
  const none = await ovsdb(['list-dbs', remote, '-C', authority.certificate])
  t.equal(none.status, 1)
  t.match(none.stderr, /asks for a client certificate, and none was given/)
  const garbage = join(tempDir(t), 'key.pem')
  writeFileSync(garbage, 'no key')
  const wrong = await ovsdb(['list-dbs', remote, '-C', authority.certificate, '-c', ours.certificate, '-p', garbage])
  t.equal(wrong.status, 2)
  t.match(wrong.stderr, /^ovsdb: --private-key: /)
})
