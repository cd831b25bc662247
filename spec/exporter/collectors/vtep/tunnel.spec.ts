import t from 'tap'
import { VTEP_TUNNEL } from '../../../../lib/exporter/collectors/vtep/index.js'
import { toldOfVtep } from '../../../support/vtep-rows.js'

const STATUS = {
  enabled: 'true',
  state: 'up',
  remote_state: 'init',
  forwarding: 'false',
  diagnostic: 'No Diagnostic',
  remote_diagnostic: 'Path Down',
}

t.test('tunnels and their BFD sessions', async (t) => {
  const told = await toldOfVtep(VTEP_TUNNEL, {
    Physical_Switch: [
      { name: 'tor1', tunnels: ['a', 'b', 'gone'] },
      { name: 'old', tunnels: undefined },
    ],
    Tunnel: [
      { _uuid: 'a', local: 'l', remote: 'r', bfd_status: new Map(Object.entries(STATUS)) },
      { _uuid: 'b', local: 'l', remote: 'k', bfd_status: new Map([['enabled', 'false']]) },
    ],
    Physical_Locator: [
      { _uuid: 'l', dst_ip: '10.0.0.1' },
      { _uuid: 'r', dst_ip: '10.0.0.2' },
      { _uuid: 'k', dst_ip: '10.0.0.2', tunnel_key: 7 },
    ],
  })
  const tunnel = 'local_ip="10.0.0.1",remote_ip="10.0.0.2"'
  t.strictSame(
    told.filter((sample) => !/_state\{.* 0$/.test(sample)),
    [
      'vtep_physical_locators{} 3',
      'vtep_switch_tunnels{switch="tor1"} 3',
      `vtep_tunnel_bfd_diagnostic_info{diagnostic="No Diagnostic",local_ip="10.0.0.1",remote_diagnostic="Path Down",remote_ip="10.0.0.2",switch="tor1"} 1`,
      `vtep_tunnel_bfd_enabled{${tunnel},switch="tor1"} 1`,
      `vtep_tunnel_bfd_enabled{${tunnel},switch="tor1",tunnel_key="7"} 0`,
      `vtep_tunnel_bfd_forwarding{${tunnel},switch="tor1"} 0`,
      `vtep_tunnel_bfd_remote_state{${tunnel},state="init",switch="tor1"} 1`,
      `vtep_tunnel_bfd_state{${tunnel},state="up",switch="tor1"} 1`,
    ].sort(),
  )
})

t.test('a schema without tunnels', async (t) => {
  const tables = { Physical_Switch: [{ name: 'tor1', tunnels: undefined }], Physical_Locator: [] }
  t.strictSame(await toldOfVtep(VTEP_TUNNEL, tables), ['vtep_physical_locators{} 0'])
})
