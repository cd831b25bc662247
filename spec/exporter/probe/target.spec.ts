import t from 'tap'
import { parseNetwork } from '../../../lib/exporter/probe/network.js'
import { isAllowed, parseTarget, type TargetRule, type Transport } from '../../../lib/exporter/probe/target.js'

t.test('targets', async (t) => {
  t.strictSame(parseTarget('ssl:switch7:6641'), {
    transport: 'ssl',
    host: 'switch7',
    port: 6641,
    remote: 'ssl:switch7:6641',
  })
  t.match(parseTarget('tcp:[fd00::1]'), { transport: 'tcp', host: 'fd00::1', port: 6640 })
  for (const text of [
    '',
    'switch7',
    'switch7:6640',
    'unix:/etc/passwd',
    'ws://a/',
    'wss://a/',
    'http://a',
    'tcp:a,tcp:b',
    'tcp:a:0',
  ]) {
    t.equal(parseTarget(text), undefined, text)
  }
})

function rule(hosts: readonly string[], ports: readonly number[], transports: readonly Transport[]): TargetRule {
  const networks = hosts.map(parseNetwork).filter((network) => network !== undefined)
  return { names: new Set(hosts), networks, ports: new Set(ports), transports: new Set(transports) }
}

t.test('allowed is what one rule allows altogether', async (t) => {
  const rules = [
    rule(['switch7', '10.0.0.0/8'], [6640, 6641], ['ssl']),
    rule(['192.0.2.1', 'fd00::/8'], [6640], ['ssl', 'tcp']),
  ]
  const allowed = (text: string) => {
    const target = parseTarget(text)
    return target !== undefined && isAllowed(rules, target)
  }
  for (const text of [
    'ssl:switch7:6640',
    'ssl:SWITCH7:6641',
    'ssl:10.9.9.9:6641',
    'tcp:192.0.2.1',
    'tcp:[fd00::7]:6640',
  ]) {
    t.ok(allowed(text), text)
  }
  for (const text of [
    'tcp:switch7:6640',
    'ssl:switch7:22',
    'ssl:switch70:6640',
    'ssl:switch7.evil.example:6640',
    'ssl:11.0.0.1:6640',
    'ssl:10.evil.example:6640',
    'ssl:010.0.0.1:6640',
    'ssl:167772161:6640',
    'tcp:192.0.2.1:6641',
    'tcp:10.0.0.1:6640',
    'tcp:localhost:6640',
    'tcp:[::ffff:192.0.2.1]:6640',
  ]) {
    t.notOk(allowed(text), text)
  }
  t.notOk(isAllowed([], { transport: 'tcp', host: 'a', port: 6640, remote: 'tcp:a' }))
})
