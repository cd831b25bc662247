import t from 'tap'
import { parseDumpDps } from '../../../lib/unixctl/commands/dump-dps.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

const netdev = { full: 'netdev@ovs-netdev', type: 'netdev', name: 'ovs-netdev' }

t.test('3.1', async (t) => {
  t.strictSame(parseDumpDps(golden('dpctl-dump-dps.3.1')), [netdev])
})

t.test('two, and no newline behind them', async (t) => {
  t.strictSame(parseDumpDps(golden('dpctl-dump-dps.written-after-4.0-source')), [
    { full: 'system@ovs-system', type: 'system', name: 'ovs-system' },
    netdev,
  ])
})

t.test('none', async (t) => {
  t.strictSame(parseDumpDps(''), [])
  t.strictSame(parseDumpDps('a b@c\n@\na@\n@b'), [])
})

t.test('any text', async () => checkAnyText(parseDumpDps))
