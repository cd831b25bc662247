import t from 'tap'
import { VTEP_LOGICAL_ROUTER } from '../../../../lib/exporter/collectors/vtep/index.js'
import { toldOfVtep } from '../../../support/vtep-rows.js'

t.test('logical routers', async (t) => {
  const router = {
    name: 'r1',
    switch_binding: new Map([['10.0.0.1/24', 'ls']]),
    static_routes: new Map(),
    LR_fault_status: ['unspecified_fault'],
  }
  const faults = [
    'vtep_logical_router_fault{fault="invalid_ACL_binding",logical_router="r1"} 0',
    'vtep_logical_router_fault{fault="unspecified_fault",logical_router="r1"} 1',
  ]
  const counts = [
    'vtep_logical_router_static_routes{logical_router="r1"} 0',
    'vtep_logical_router_switch_bindings{logical_router="r1"} 1',
  ]
  t.strictSame(await toldOfVtep(VTEP_LOGICAL_ROUTER, { Logical_Router: [router] }), [...faults, ...counts])
  const old = { ...router, LR_fault_status: undefined }
  t.strictSame(await toldOfVtep(VTEP_LOGICAL_ROUTER, { Logical_Router: [old] }), counts)
})
