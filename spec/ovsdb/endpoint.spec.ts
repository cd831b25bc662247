import { inspect } from 'node:util'
import t from 'tap'
import { DEFAULT_PORT, parseEndpoint, parseRemotes } from '../../lib/ovsdb/endpoint.js'
import { InvalidRemoteError } from '../../lib/ovsdb/errors.js'

t.test('remotes that are understood', async (t) => {
  const cases: readonly (readonly [string, object])[] = [
    ['tcp:127.0.0.1:6640', { kind: 'tcp', host: '127.0.0.1', port: 6640 }],
    ['tcp:ovs.example:1', { kind: 'tcp', host: 'ovs.example', port: 1 }],
    ['tcp:node-1:65535', { kind: 'tcp', host: 'node-1', port: 65535 }],
    ['tcp:127.0.0.1', { kind: 'tcp', host: '127.0.0.1', port: DEFAULT_PORT }],
    ['tcp:[::1]:6641', { kind: 'tcp', host: '::1', port: 6641 }],
    ['tcp:[::1]', { kind: 'tcp', host: '::1', port: DEFAULT_PORT }],
    ['tcp:[::ffff:10.0.0.1]:1', { kind: 'tcp', host: '::ffff:10.0.0.1', port: 1 }],
    ['tcp:[fe80::1%br-int]:6640', { kind: 'tcp', host: 'fe80::1%br-int', port: 6640 }],
    ['tcp:[fe80::1%eth0.10]:6640', { kind: 'tcp', host: 'fe80::1%eth0.10', port: 6640 }],
    ['ssl:ovs.example:6640', { kind: 'ssl', host: 'ovs.example', port: 6640 }],
    ['ssl:[::1]', { kind: 'ssl', host: '::1', port: DEFAULT_PORT }],
    ['unix:/var/run/openvswitch/db.sock', { kind: 'unix', path: '/var/run/openvswitch/db.sock' }],
    ['unix:relative/with space:and colon', { kind: 'unix', path: 'relative/with space:and colon' }],
    ['ws://ovs.example', { kind: 'ws', url: 'ws://ovs.example/' }],
    ['ws://127.0.0.1:8080/a/b?switch=1', { kind: 'ws', url: 'ws://127.0.0.1:8080/a/b?switch=1' }],
    ['wss://[::1]:6640', { kind: 'wss', url: 'wss://[::1]:6640/' }],
  ]
  for (const [remote, endpoint] of cases) t.strictSame(parseEndpoint(remote), { ...endpoint, name: remote }, remote)
  t.equal(DEFAULT_PORT, 6640)
})

t.test('remotes that are not, say what was expected and what came', async (t) => {
  const refused = [
    '',
    '127.0.0.1:6640',
    'tcp:',
    'tcp::6640',
    'tcp:::1:6640',
    'tcp:[::1:6640',
    'tcp:::1]:6640',
    'tcp:[]:6640',
    'tcp:[localhost]:6640',
    'tcp:[::1%]:6640',
    'tcp:host:',
    'tcp:host:port',
    'tcp:host:-1',
    'tcp:host:1.5',
    'tcp:host:1:2',
    'tcp:a b:1',
    'tcp:host:1\n',
    'tcp://host:1',
    'TCP:host:1',
    'unix:',
    'ssl:',
    'ssl::::1:6640',
    'SSL:host:6640',
    'http://host:6640',
  ]
  for (const remote of refused) {
    t.throws(
      () => parseEndpoint(remote),
      new InvalidRemoteError(
        `expected tcp:HOST[:PORT] or ssl:HOST[:PORT] (an IPv6 address in brackets), unix:PATH, ws://HOST[:PORT][/PATH] or wss://…, got "${remote}"`,
      ),
      remote,
    )
  }
})

t.test('URLs of WebSockets that cannot be', async (t) => {
  const refused = [
    'ws:',
    'ws://',
    'ws:///path',
    'ws:host:80',
    'ws://host:port',
    'ws://host:65536',
    'wss://[::1',
    'ws://a b/',
    'ws://host/\n',
    'ws://host/#fragment',
  ]
  for (const remote of refused) {
    const expected = new InvalidRemoteError(`expected a URL as ws://HOST[:PORT][/PATH], got "${remote}"`)
    t.throws(() => parseEndpoint(remote), expected, remote)
  }
  for (const remote of ['wss://name:secret@host/', 'wss://name@host/']) {
    t.throws(
      () => parseEndpoint(remote),
      new InvalidRemoteError('expected a URL as ws://HOST[:PORT][/PATH], got one with a name or password'),
    )
  }
})

t.test('ports out of range', async (t) => {
  for (const port of ['0', '65536', '99999999999999999999']) {
    t.throws(
      () => parseEndpoint(`tcp:h:${port}`),
      new InvalidRemoteError(`expected a port from 1 to 65535, got ${port} in "tcp:h:${port}"`),
    )
  }
})

t.test('several remotes, as text and as an array', async (t) => {
  const names = (remotes: string | readonly string[]) => parseRemotes(remotes).map(({ name }) => name)
  t.strictSame(names('tcp:a:6641'), ['tcp:a:6641'])
  t.strictSame(names('tcp:a:6641,ssl:[::1]:6642, unix:/db.sock'), ['tcp:a:6641', 'ssl:[::1]:6642', 'unix:/db.sock'])
  t.strictSame(names(['tcp:a:6641', 'unix:/a,b.sock']), ['tcp:a:6641', 'unix:/a,b.sock'])
  for (const remotes of ['', 'tcp:a,', 'tcp:a,,tcp:b', 'tcp:a,b', [], ['tcp:a,tcp:b']]) {
    t.throws(() => parseRemotes(remotes), InvalidRemoteError, inspect(remotes))
  }
})
