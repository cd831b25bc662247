import t from 'tap'
import { InvalidRemoteError } from '../../../lib/ovsdb/errors.js'
import { parsePassiveEndpoint } from '../../../lib/ovsdb/listen/passive-endpoint.js'

t.test('where to listen', async (t) => {
  const cases: readonly (readonly [string, object])[] = [
    ['ptcp:6640:127.0.0.1', { kind: 'ptcp', port: 6640, host: '127.0.0.1' }],
    ['ptcp:', { kind: 'ptcp', port: 6640, host: '0.0.0.0' }],
    ['ptcp:0', { kind: 'ptcp', port: 0, host: '0.0.0.0' }],
    ['ptcp::127.0.0.1', { kind: 'ptcp', port: 6640, host: '127.0.0.1' }],
    ['pssl:65535:[::]', { kind: 'pssl', port: 65535, host: '::' }],
    ['pssl:1:[fe80::1%eth0]', { kind: 'pssl', port: 1, host: 'fe80::1%eth0' }],
    ['pssl:1:localhost', { kind: 'pssl', port: 1, host: 'localhost' }],
  ]
  for (const [remote, endpoint] of cases) {
    t.strictSame(parsePassiveEndpoint(remote), { ...endpoint, name: remote }, remote)
  }
})

t.test('what is none says what was expected and what came', async (t) => {
  for (const remote of [
    '',
    'ptcp',
    'tcp:1',
    'punix:/s',
    'ptcp:x',
    'ptcp:-1',
    'ptcp:1:',
    'ptcp:1:::1',
    'ptcp:1:a:2',
    'ptcp:1\n',
  ]) {
    const expected = new InvalidRemoteError(
      `expected ptcp:[PORT][:HOST] or pssl:[PORT][:HOST] (an IPv6 address in brackets), got "${remote}"`,
    )
    t.throws(() => parsePassiveEndpoint(remote), expected, remote)
  }
  const range = new InvalidRemoteError('expected a port from 0 to 65535, got 65536 in "ptcp:65536"')
  t.throws(() => parsePassiveEndpoint('ptcp:65536'), range)
})
