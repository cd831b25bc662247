import t from 'tap'
import { resolveConfig } from '../../lib/exporter/config/resolve-config.js'
import { PROBE_COLLECTORS } from '../../lib/exporter/probe/probe-config.js'
import { openSwitch, openVtep } from '../../lib/exporter/probe-parts.js'

t.test('the collectors of each database', async (t) => {
  const open = { Open_vSwitch: openSwitch(await resolveConfig({}, {})), hardware_vtep: openVtep }
  for (const [database, collectors] of Object.entries(PROBE_COLLECTORS)) {
    const target = open[database as keyof typeof open]('tcp:127.0.0.1:1', {}, { report: () => {} })
    t.strictSame(
      target.collectors.map(({ name }) => name),
      collectors,
      database,
    )
    await target.client.close()
  }
})
