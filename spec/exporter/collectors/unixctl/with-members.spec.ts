import t from 'tap'
import { withMembers } from '../../../../lib/exporter/collectors/unixctl/with-members.js'

t.test('members that are told of, and no bond that has lost all of them', async (t) => {
  const bonds = [
    { name: 'bond0', members: [{ name: 'eth0' }, { name: 'eth1' }] },
    { name: 'bond1', members: [{ name: 'eth2' }] },
    { name: 'empty', members: [] },
  ]
  t.strictSame(
    withMembers(bonds, (name) => name === 'eth1'),
    [
      { name: 'bond0', members: [{ name: 'eth1' }] },
      { name: 'empty', members: [] },
    ],
  )
})
