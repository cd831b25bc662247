import t from 'tap'
import { contains, parseAddress, parseNetwork } from '../../../lib/exporter/probe/network.js'

t.test('addresses', async (t) => {
  t.strictSame(parseAddress('10.0.200.255'), [10, 0, 200, 255])
  t.strictSame(parseAddress('::'), Array(16).fill(0))
  t.strictSame(parseAddress('::1'), [...Array(15).fill(0), 1])
  t.strictSame(parseAddress('2001:DB8::ff'), [0x20, 0x01, 0x0d, 0xb8, ...Array(11).fill(0), 0xff])
  t.strictSame(parseAddress('1:2:3:4:5:6:7:8'), [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8])
  t.strictSame(parseAddress('::ffff:10.0.0.1'), [...Array(10).fill(0), 255, 255, 10, 0, 0, 1])
})

t.test('what is none', async (t) => {
  const texts = [
    '',
    'a',
    '10.0.0',
    '10.0.0.256',
    '010.0.0.1',
    '0x7f.0.0.1',
    '2130706433',
    '10.0.0.1.',
    ' 10.0.0.1',
    '1e1.0.0.1',
  ]
  for (const text of [...texts, ':::', '1::2::3', '12345::', 'fe80::1%eth0', '::1]@a', 'g::']) {
    t.equal(parseAddress(text), undefined, text)
    t.equal(parseNetwork(text), undefined, text)
  }
  for (const text of ['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/-1', '10.0.0.0/8/8', '::/129', 'a/8', '10.0.0.0/0x8']) {
    t.equal(parseNetwork(text), undefined, text)
  }
})

t.test('what lies in a network', async (t) => {
  const cases: readonly (readonly [network: string, inside: readonly string[], outside: readonly string[]])[] = [
    ['10.0.0.0/8', ['10.0.0.0', '10.255.255.255'], ['11.0.0.0', '9.255.255.255', '::ffff:10.0.0.1', '::a00:0']],
    ['192.0.2.128/25', ['192.0.2.128', '192.0.2.255'], ['192.0.2.127', '192.0.3.128']],
    ['192.0.2.7/25', ['192.0.2.1', '192.0.2.127'], ['192.0.2.128']],
    ['192.0.2.7', ['192.0.2.7'], ['192.0.2.6', '192.0.2.8']],
    ['0.0.0.0/0', ['1.2.3.4', '255.255.255.255'], ['::1']],
    ['fd00::/8', ['fd00::', 'fdff:ffff::1'], ['fc00::', 'fe00::', '253.0.0.0']],
    ['2001:db8::/33', ['2001:db8:7fff::'], ['2001:db8:8000::']],
    ['::1', ['::1'], ['::', '::2']],
  ]
  for (const [text, inside, outside] of cases) {
    const network = parseNetwork(text)
    const has = (address: string) => network !== undefined && contains(network, parseAddress(address) ?? [])
    for (const address of inside) t.ok(has(address), `${address} in ${text}`)
    for (const address of outside) t.notOk(has(address), `${address} not in ${text}`)
  }
})
