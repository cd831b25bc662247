import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { SETTINGS } from '../../lib/exporter/config/settings.js'
import { createAuthority, tlsFlags } from '../support/certificates.js'
import { eventually } from '../support/eventually.js'
import { EXPORTER, startExporterProcess } from '../support/exporter.js'
import { freePort } from '../support/free-port.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { outcome } from '../support/run.js'
import { valuesOf } from '../support/samples.js'
import type { Scope } from '../support/scope.js'
import { handshake, startScriptedServer } from '../support/scripted-server.js'
import { tempDir } from '../support/temp-dir.js'
import { writeWebConfig } from '../support/web-config.js'
import { missing } from '../support/which.js'

/** Runs the exporter to its end. */
const run = (args: readonly string[], env?: Readonly<Record<string, string>>) =>
  outcome(process.execPath, [EXPORTER, ...args], '', env)

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

t.test('--version and --help are answers, not errors', async (t) => {
  t.strictSame(await run(['--version']), { status: 0, stdout: `${version}\n`, stderr: '' })
  const { status, stdout, stderr } = await run(['--help'])
  t.strictSame([status, stderr], [0, ''])
  for (const { flag, env } of Object.values(SETTINGS)) {
    t.match(stdout, new RegExp(`^ +${flag} `, 'm'))
    t.ok(stdout.includes(`[${env}]`), env)
  }
})

t.test('an answer that cannot be printed is an error, one that nobody reads is none', async (t) => {
  const command = [process.execPath, EXPORTER]
  const check = async (asked: string) => {
    const full = await outcome('sh', ['-c', '"$@" > /dev/full', 'sh', ...command, asked])
    const stderr = 'error: cannot print: ENOSPC: no space left on device, write\n'
    t.strictSame(full, { status: 1, stdout: '', stderr }, asked)
    const child = spawn(process.execPath, [EXPORTER, asked])
    child.stdout.destroy()
    const [complaint, ended] = await Promise.all([text(child.stderr), once(child, 'close')])
    t.strictSame([complaint, ended], ['', [0, null]], asked)
  }
  await Promise.all(['--version', '--help', '--list-metrics'].map(check))
  const wrong = await outcome('sh', ['-c', '"$@" 2> /dev/full', 'sh', ...command, '--mode', 'netlord'])
  t.strictSame(wrong, { status: 2, stdout: '', stderr: '' })
})

t.test('what is wrong with its settings is one line on standard error, and status 2', async (t) => {
  const cases: readonly (readonly [args: readonly string[], env: Readonly<Record<string, string>>, line: RegExp])[] = [
    [['--mode', 'netlord'], {}, /^error: --mode: expected one of netplugin, netmaster, ovs, got "netlord"\n$/],
    [
      [],
      { EXPORTER_MODE: 'netlord' },
      /^error: EXPORTER_MODE: expected one of netplugin, netmaster, ovs, got "netlord"\n$/,
    ],
    [['--ovsdb', '10.0.0.1:6640'], {}, /^error: --ovsdb: expected tcp:HOST.*, got "10.0.0.1:6640"\n$/],
    [[], { CONTIV_ETCD: 'ftp://me:secret@a' }, /^error: CONTIV_ETCD: expected .*, got "ftp:\/\/…@a"\n$/],
    [['--contiv.etcd=http://me:%zz@a'], {}, /^error: --contiv.etcd: expected "%" .*, got "http:\/\/…@a"\n$/],
    [['--contiv.netmaster', 'http://a,http://b'], {}, /^error: --contiv.netmaster: expected one URL .*, got 2\n$/],
    [['--web.listen-address', 'nowhere'], {}, /^error: --web.listen-address: expected HOST:PORT.*, got "nowhere"\n$/],
    [['--metric-names', 'classic'], {}, /^error: --metric-names: expected standard or both in mode ovs.*"classic"\n$/],
    [['--moode', 'ovs'], {}, /^error: unknown option '--moode'\n$/],
    [['ovs'], {}, /^error: too many arguments\..*\n$/],
    [['--mode'], {}, /^error: option '--mode <mode>' argument missing\n$/],
  ]
  await Promise.all(
    cases.map(async ([args, env, line]) => {
      const { status, stdout, stderr } = await run(args, env)
      t.strictSame([status, stdout], [2, ''], args.join(' '))
      t.match(stderr, line)
    }),
  )
})

t.test('a file without an end, or that nobody writes, is told so, and not waited for', async (t) => {
  const fifo = join(tempDir(t), 'fifo')
  execFileSync('mkfifo', [fifo])
  const tls = ['--ovsdb=ssl:127.0.0.1:1', '--ovsdb.certificate=/none', '--ovsdb.ca-cert=/none']
  const cases: readonly (readonly [flag: string, others: readonly string[]])[] = [
    ['--web.config.file', []],
    ['--probe.config.file', []],
    ['--ovsdb.private-key', tls],
  ]
  for (const [flag, others] of cases) {
    for (const [path, kind] of [
      ['/dev/zero', 'a device'],
      [fifo, 'a FIFO'],
    ] as const) {
      const { status, stderr } = await run([...others, flag, path])
      t.equal(status, 2, `${flag} ${path}`)
      t.match(stderr, `error: ${flag}: `)
      t.match(stderr, 'expected a regular file of 1 MiB at most, got ')
      t.match(stderr, kind)
    }
  }
})

t.test('a port that is taken is one line on standard error, and status 1', async (t) => {
  const holder = createServer().listen(0, '127.0.0.1')
  t.teardown(() => holder.close())
  await once(holder, 'listening')
  const { port } = holder.address() as AddressInfo
  const args = ['--web.listen-address', '127.0.0.1:0', '--web.listen-address', `127.0.0.1:${port}`]
  t.strictSame(await run([...args, '--log.level', 'error']), {
    status: 1,
    stdout: '',
    stderr: `error: cannot listen on 127.0.0.1:${port}: listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`,
  })
})

t.test('says where it listens, in the mode its environment asks for', async (t) => {
  const exporter = await startExporterProcess(t, [], {
    EXPORTER_MODE: 'netmaster',
    CONTIV_NETMASTER: 'http://127.0.0.1:1',
  })
  t.match(JSON.parse(exporter.program.output().split('\n')[0] ?? ''), {
    level: 'info',
    msg: 'listening',
    mode: 'netmaster',
    version,
    urls: [exporter.url],
  })
  t.equal(valuesOf(await exporter.scrape()).get('contiv_netmaster_up{}'), '0')
})

/** A switch that answers what it holds only when the spec lets it, and an exporter with a scrape of it under way. */
async function slowScrape(t: Scope) {
  const schema = JSON.parse(readFileSync('fixtures/ovsdb/vswitch.ovsschema', 'utf8'))
  const greet = handshake(schema)
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  const server = await startScriptedServer(t, async (method, params, peer) => {
    if (method !== 'transact') return greet(method, params, peer)
    await held
    return params.slice(1).map(() => ({ rows: [] }))
  })
  const exporter = await startExporterProcess(t, ['--ovsdb', server.remote])
  await exporter.ready()
  const asked = get(`${exporter.url}/metrics`, { agent: false })
  const scrape = once(asked, 'response').then(async ([response]) => {
    const { statusCode, headers } = response as IncomingMessage
    return { status: statusCode, connection: headers.connection, text: await text(response) }
  })
  await eventually(() => server.peers[0]?.calls.includes('transact'))
  return { exporter, scrape, answer }
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  t.test(`${signal} lets the scrape under way be answered, and the status is 0`, async (t) => {
    const { exporter, scrape, answer } = await slowScrape(t)
    exporter.program.signal(signal)
    await eventually(() => exporter.program.output().includes('"stopping"'))
    t.ok(exporter.program.running)
    answer()
    const { status, text } = await scrape
    t.equal(status, 200)
    t.equal(valuesOf(text).get('ovs_up{}'), '1')
    t.equal(await exporter.program.ended, 0)
    t.match(exporter.program.output(), new RegExp(`"signal":"${signal}","msg":"stopping"`))
  })
}

/** Has a program signal itself as soon as it would hear of it. */
const signalled = (signal: NodeJS.Signals) => {
  const kill = `() => process.kill(process.pid, '${signal}')`
  const source = `process.on('newListener', (name) => name === '${signal}' && setImmediate(${kill}))`
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(source)}` }
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  t.test(`${signal} before it has started ends it, and the status is 0`, async (t) => {
    const ended = await run(['--web.listen-address', '127.0.0.1:0'], signalled(signal))
    t.strictSame(ended, { status: 0, stdout: '', stderr: '' })
  })
}

t.test('SIGHUP ends it neither before it has started nor later, when it says why nothing happens', async (t) => {
  const exporter = await startExporterProcess(t, [], signalled('SIGHUP'))
  exporter.program.signal('SIGHUP')
  await eventually(() => exporter.program.output().includes('"signal":"SIGHUP","msg":"nothing to reload: '))
  t.ok(await exporter.scrape())
})

t.test('told a second time, by the same signal or the other, it answers all the same', async (t) => {
  const pairs = [
    ['SIGTERM', 'SIGTERM'],
    ['SIGTERM', 'SIGINT'],
    ['SIGINT', 'SIGINT'],
    ['SIGINT', 'SIGTERM'],
  ] as const
  for (const [first, second] of pairs) {
    const { exporter, scrape, answer } = await slowScrape(t)
    exporter.program.signal(first)
    await eventually(() => exporter.program.output().includes('"stopping"'))
    for (let i = 0; i < 2; i++) exporter.program.signal(second)
    answer()
    const { status, text } = await scrape
    t.strictSame([status, valuesOf(text).get('ovs_up{}')], [200, '1'], `${first}, ${second}`)
    t.equal(await exporter.program.ended, 0)
    t.equal(exporter.program.output().split('"stopping"').length, 2, 'it has stopped once')
  }
})

t.test('goes on serving when its log cannot be written any more', async (t) => {
  const args = ['--web.listen-address', '127.0.0.1:0', '--ovsdb', `tcp:127.0.0.1:${await freePort()}`]
  const child = spawn(process.execPath, [EXPORTER, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  t.teardown(() => child.kill('SIGKILL'))
  const [listening] = await once(child.stderr, 'data')
  const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(String(listening)) ?? []
  child.stderr.destroy()
  // The switch is away, so something is logged again and again.
  const statuses = []
  for (let scrape = 0; scrape < 3; scrape++) statuses.push((await fetch(`${url}/metrics`)).status)
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  t.strictSame(statuses, [200, 200, 200])
  t.strictSame(await ended, [0, null])
})

t.test('reads a switch over TLS', { skip: missing('openssl', 'ovsdb-server', 'ovsdb-tool') }, async (t) => {
  const authority = await createAuthority(t)
  const [identity, client, port] = await Promise.all([authority.issue(), authority.issue(), freePort()])
  await startOvsdbServer(t, { remotes: [`pssl:${port}:127.0.0.1`], args: tlsFlags(authority, identity) })
  const remote = `ssl:127.0.0.1:${port}`
  const exporter = await startExporterProcess(t, ['--ovsdb', remote, '--ovsdb.ca-cert', authority.certificate], {
    OVSDB_PRIVATE_KEY: client.privateKey,
    OVSDB_CERTIFICATE: client.certificate,
  })
  await exporter.ready()
  t.equal(valuesOf(await exporter.scrape()).get('ovs_up{}'), '1')

  t.strictSame(await run(['--ovsdb', remote]), {
    status: 2,
    stdout: '',
    stderr: `error: --ovsdb.private-key: expected the path of a file for ${remote}, got none\n`,
  })
})

t.test('a web configuration that is wrong', async (t) => {
  const { path } = writeWebConfig(t, { basic_auth_users: { alice: 'secret' } })
  const { status, stdout, stderr } = await run(['--web.config.file', path])
  t.strictSame([status, stdout], [2, ''])
  t.equal(
    stderr,
    `error: --web.config.file: ${path}: basic_auth_users.alice: expected a bcrypt hash such as $2y$10$…, got another text\n`,
  )
})
