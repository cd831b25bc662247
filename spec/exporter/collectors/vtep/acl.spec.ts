import t from 'tap'
import { VTEP_ACL } from '../../../../lib/exporter/collectors/vtep/index.js'
import { toldOfVtep } from '../../../support/vtep-rows.js'

t.test('access control lists', async (t) => {
  const told = await toldOfVtep(VTEP_ACL, {
    ACL: [{ acl_name: 'a', acl_entries: ['x', 'y'], acl_fault_status: ['unspecified_fault'] }],
    ACL_entry: [
      { _uuid: 'x', acle_fault_status: [] },
      { _uuid: 'y', acle_fault_status: ['max_acl_entries_exceeded'] },
    ],
  })
  t.strictSame(told, [
    'vtep_acl_entries{acl="a"} 2',
    'vtep_acl_faults{acl="a"} 1',
    'vtep_acl_faulty_entries{acl="a"} 1',
  ])
  t.strictSame(await toldOfVtep(VTEP_ACL, {}), [], 'a schema without them')
})
