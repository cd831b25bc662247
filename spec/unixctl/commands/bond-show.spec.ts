import t from 'tap'
import { parseBondShow } from '../../../lib/unixctl/commands/bond-show.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('3.1', async (t) => {
  t.strictSame(parseBondShow(golden('bond-show.3.1')), [
    {
      name: 'bond1',
      mode: 'balance-tcp',
      lacpStatus: 'negotiated',
      activeMember: 'b2',
      balanced: true,
      members: [
        { name: 'b1', enabled: true, mayEnable: true, active: false, load: 0 },
        { name: 'b2', enabled: true, mayEnable: true, active: true, load: 0 },
      ],
    },
    {
      name: 'bond0',
      mode: 'balance-tcp',
      lacpStatus: 'negotiated',
      activeMember: 'a1',
      balanced: true,
      members: [
        { name: 'a1', enabled: true, mayEnable: true, active: true, load: 8 },
        { name: 'a2', enabled: true, mayEnable: true, active: false, load: 6 },
      ],
    },
  ])
})

t.test('2.5: slaves, tabs, and a bond without a balance', async (t) => {
  t.strictSame(parseBondShow(golden('bond-show.written-after-2.5-source')), [
    {
      name: 'bond0',
      mode: 'active-backup',
      lacpStatus: 'off',
      activeMember: 'eth0',
      balanced: false,
      members: [
        { name: 'eth0', enabled: true, mayEnable: true, active: true, load: undefined },
        { name: 'eth1', enabled: false, mayEnable: false, active: false, load: undefined },
      ],
    },
  ])
})

t.test('none', async (t) => t.strictSame(parseBondShow('member a: enabled\n'), []))

t.test('any text', async () => checkAnyText(parseBondShow))
