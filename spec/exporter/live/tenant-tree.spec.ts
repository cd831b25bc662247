import t from 'tap'
import { tenantTree } from '../../../lib/exporter/live/tenant-tree.js'

t.test('tenants hold networks, which hold groups with their policies', async (t) => {
  const tree = tenantTree({
    tenants: [
      { name: 'green', networks: [] },
      { name: 'blue', networks: ['blue:web', 'blue:data'] },
    ],
    networks: [
      { name: 'web', tenant: 'blue', infra: false, endpointGroups: ['blue:front', 'blue:back'] },
      { name: 'data', tenant: 'blue', infra: false, endpointGroups: [] },
    ],
    endpointGroups: [
      { name: 'front', network: 'web', tenant: 'blue', policies: ['blue:tcp', 'blue:icmp'], netProfile: 'blue:gold' },
      { name: 'back', network: 'web', tenant: 'blue', policies: [], netProfile: undefined },
    ],
  })
  t.strictSame(tree, [
    {
      name: 'blue',
      networks: [
        { name: 'data', groups: [] },
        {
          name: 'web',
          groups: [
            { name: 'back', policies: [], netProfile: null },
            { name: 'front', policies: ['icmp', 'tcp'], netProfile: 'gold' },
          ],
        },
      ],
    },
    { name: 'green', networks: [] },
  ])
})

t.test('what belongs to nobody that is listed is not lost', async (t) => {
  const group = { name: 'g', network: 'n', tenant: 't', policies: ['other:p'], netProfile: undefined }
  t.strictSame(tenantTree({ tenants: [], networks: [], endpointGroups: [group] }), [
    { name: 't', networks: [{ name: 'n', groups: [{ name: 'g', policies: ['other:p'], netProfile: null }] }] },
  ])
})
