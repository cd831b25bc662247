import t from 'tap'
import { COLLECTORS } from '../../lib/exporter/collectors/registry.js'
import { resolveConfig } from '../../lib/exporter/config/resolve-config.js'
import { createLog } from '../../lib/exporter/log.js'
import { SelfMetrics } from '../../lib/exporter/self-metrics.js'
import { switchParts } from '../../lib/exporter/switch-parts.js'

t.test('every collector of the mode, in the order of the registry', async (t) => {
  for (const mode of ['ovs', 'netplugin'] as const) {
    const parts = await switchParts(await resolveConfig({ mode }, {}), createLog('error', 'json'), new SelfMetrics('1'))
    t.strictSame(
      parts.collectors.map(({ name }) => name),
      COLLECTORS.filter(({ modes }) => modes.includes(mode)).map(({ name }) => name),
      mode,
    )
    await parts.stop()
  }
})
