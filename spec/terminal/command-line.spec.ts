import t, { type Test } from 'tap'
import { parseCommandLine } from '../../lib/terminal/command-line.js'
import type { Options } from '../../lib/terminal/options.js'

const VARIABLES = ['OVSDB_REMOTE', 'CONTIV_ETCD', 'CONTIV_CONSUL', 'CONTIV_NETMASTER']

function withEnvironment(t: Test, env: Readonly<Record<string, string>>): void {
  const before = VARIABLES.map((name) => [name, process.env[name]] as const)
  for (const name of VARIABLES) delete process.env[name]
  Object.assign(process.env, env)
  t.teardown(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  })
}

function options(...args: readonly string[]): Options {
  const commandLine = parseCommandLine(args, '1.2.3')
  if (commandLine.kind !== 'run') throw new Error(JSON.stringify(commandLine))
  return commandLine.options
}

const refusal = (...args: readonly string[]) => parseCommandLine(args, '1.2.3')

t.test('nothing said: this host, once, as a table', async (t) => {
  withEnvironment(t, {})
  t.strictSame(options(), {
    remote: 'tcp:127.0.0.1:6640',
    tls: undefined,
    timeout: 5000,
    bridges: [],
    names: [],
    format: 'table',
    leader: undefined,
    watch: undefined,
  })
})

t.test('watching', async (t) => {
  withEnvironment(t, {})
  t.strictSame(options('--watch').watch, { rate: undefined, count: undefined })
  t.strictSame(options('--rate', '10s').watch, { rate: 10_000, count: undefined })
  t.strictSame(options('--count', '3', '--json').watch, { rate: undefined, count: 3 })
  for (const wrong of ['0', '-1', 'x', '1.5', '9999999999']) {
    t.match(refusal('--count', wrong), { kind: 'refuse', reason: /'--count <number>'/, status: 2 })
  }
  t.match(refusal('--rate', '10'), { kind: 'refuse', reason: /expected a duration .* got "10"/ })
})

t.test('endpoints: a flag beats all variables, a typed Netmaster asks for them', async (t) => {
  withEnvironment(t, { CONTIV_ETCD: '10.0.0.1:6666', CONTIV_CONSUL: '' })
  const leader = (...args: readonly string[]) => {
    const found = options(...args).leader
    return found && [found.kind, ...('url' in found ? [found.url] : found.urls).map(String)]
  }
  t.equal(leader(), undefined, 'a variable alone does not')
  t.strictSame(leader('--endpoints'), ['etcd', 'http://10.0.0.1:6666/'])
  t.strictSame(leader('--contiv.consul', 'consul://c:8500'), ['consul', 'http://c:8500/'])
  t.strictSame(leader('--endpoints', '--contiv.netmaster', 'http://n:9999'), ['fixed', 'http://n:9999/'])
  t.match(refusal('--contiv.etcd', 'http://user:secret@[', '--endpoints'), {
    reason: /^--contiv\.etcd: expected an http/,
  })
  process.env.CONTIV_ETCD = 'ftp://x'
  t.equal(leader(), undefined)
  t.match(refusal('--endpoints'), { kind: 'refuse', reason: /^CONTIV_ETCD: expected an http/ })
  delete process.env.CONTIV_ETCD
  t.strictSame(leader('--endpoints'), ['etcd', 'http://127.0.0.1:2379/'])
})

t.test('what is printed, and what is refused', async (t) => {
  withEnvironment(t, { OVSDB_REMOTE: '' })
  t.strictSame(parseCommandLine(['--version'], '1.2.3'), { kind: 'print', text: '1.2.3\n' })
  t.match(parseCommandLine(['--help'], '1.2.3'), { kind: 'print', text: /^Usage: ovs-interfaces/ })
  t.match(refusal('--db', 'nonsense'), { kind: 'refuse', reason: /^option '--db <remotes>' .*expected tcp:HOST/ })
  t.match(refusal('eth*', 'tcp:127.0.0.1:6641'), {
    kind: 'refuse',
    reason: 'expected the name of an interface; a database is given as --db tcp:127.0.0.1:6641',
  })
  t.match(refusal('--json', '--csv'), { kind: 'refuse' })
  t.match(refusal('--db', 'ssl:1.2.3.4:6640'), { kind: 'refuse', reason: /^--private-key: expected the path/ })
  t.equal(options().remote, 'tcp:127.0.0.1:6640', 'an empty variable counts as unset')
})
