import t from 'tap'
import { BOND_MEMBERS, readBondMembers } from '../../../../lib/exporter/collectors/unixctl/bond-members.js'
import { asking, samplesFrom } from '../../../support/ask.js'
import { golden } from '../../../support/unixctl-parser.js'

t.test('3.1: a bond that balances', async (t) => {
  const ask = asking({ 'bond/show': golden('bond-show.3.1') })
  const bonds = await readBondMembers(ask, (name) => name.startsWith('a'))
  t.strictSame(
    (await samplesFrom(BOND_MEMBERS, bonds)).filter((sample) => sample.includes('"bond0"')),
    [
      'ovs_bond_lacp_negotiated{port="bond0"} 1',
      'ovs_bond_member_active{interface="a1",port="bond0"} 1',
      'ovs_bond_member_active{interface="a2",port="bond0"} 0',
      'ovs_bond_member_enabled{interface="a1",port="bond0"} 1',
      'ovs_bond_member_enabled{interface="a2",port="bond0"} 1',
      'ovs_bond_member_load_bytes{interface="a1",port="bond0"} 8192',
      'ovs_bond_member_load_bytes{interface="a2",port="bond0"} 6144',
      'ovs_bond_member_may_enable{interface="a1",port="bond0"} 1',
      'ovs_bond_member_may_enable{interface="a2",port="bond0"} 1',
    ],
  )
  t.notOk(bonds.some(({ members }) => members.some(({ name }) => name.startsWith('b'))))
})

t.test('2.5: neither LACP nor a load', async (t) => {
  const ask = asking({ 'bond/show': golden('bond-show.written-after-2.5-source') })
  t.strictSame(await samplesFrom(BOND_MEMBERS, await readBondMembers(ask, () => true)), [
    'ovs_bond_member_active{interface="eth0",port="bond0"} 1',
    'ovs_bond_member_active{interface="eth1",port="bond0"} 0',
    'ovs_bond_member_enabled{interface="eth0",port="bond0"} 1',
    'ovs_bond_member_enabled{interface="eth1",port="bond0"} 0',
    'ovs_bond_member_may_enable{interface="eth0",port="bond0"} 1',
    'ovs_bond_member_may_enable{interface="eth1",port="bond0"} 0',
  ])
})

t.test('LACP that the partner does not speak', async (t) => {
  const ask = asking({ 'bond/show': '---- b ----\nlacp_status: configured\n' })
  t.strictSame(await samplesFrom(BOND_MEMBERS, await readBondMembers(ask, () => true)), [
    'ovs_bond_lacp_negotiated{port="b"} 0',
  ])
})

t.test('a daemon without the command', async (t) => {
  t.strictSame(await readBondMembers(asking({}), () => true), [])
})
