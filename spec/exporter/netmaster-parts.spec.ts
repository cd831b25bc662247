import t from 'tap'
import type { Collector } from '../../lib/exporter/collectors/collector.js'
import { COLLECTORS } from '../../lib/exporter/collectors/registry.js'
import { type Environment, resolveConfig } from '../../lib/exporter/config/resolve-config.js'
import { createLog } from '../../lib/exporter/log.js'
import { netmasterParts } from '../../lib/exporter/netmaster-parts.js'
import { startNetmaster } from '../support/netmaster-server.js'
import { scrapeOf } from '../support/scrape.js'

t.test('every collector of the mode, in the order of the registry', async (t) => {
  const parts = netmasterParts(await resolveConfig({ mode: 'netmaster' }, {}), createLog('error', 'json'))
  t.strictSame(
    parts.collectors.map(({ name }) => name),
    COLLECTORS.filter(({ modes }) => modes.includes('netmaster')).map(({ name }) => name),
  )
  t.strictSame(
    parts.readiness.map((check) => check()),
    ['netmaster: not asked yet'],
  )
  await parts.stop()
})

t.test('what nobody collects is not asked', async (t) => {
  const netmaster = await startNetmaster(t)
  const start = async (env: Environment) => {
    const config = await resolveConfig({ mode: 'netmaster', netmaster: netmaster.url }, env)
    const parts = netmasterParts(config, createLog('error', 'json'))
    t.teardown(() => parts.stop())
    parts.start()
    const signal = AbortSignal.timeout(10_000)
    for (const collector of parts.collectors.filter(({ name }) => config.collectors.has(name))) {
      t.equal((await collector.gather(scrapeOf(signal))).error, undefined)
    }
    return parts
  }
  await start({ COLLECTOR_NETMASTER_OBJECTS: 'false', COLLECTOR_NETWORK_USAGE: 'false' })
  t.equal(netmaster.count(), 3)
  await start({ COLLECTOR_NETMASTER_OBJECTS: 'false' })
  t.equal(netmaster.count(), 3 + 3 + 5)
  const parts = await start({})
  t.equal(netmaster.count(), 3 + 3 + 5 + 3 + 8 + 5)
  const [, objects] = parts.collectors
  for (let i = 0; i < 3; i++) t.ok(((await objects?.gather(scrapeOf()))?.age ?? -1) >= 0)
  t.equal(netmaster.count(), 3 + 3 + 5 + 3 + 8 + 5, 'a scrape asks nothing')
})

t.test('what could not be asked is a failure', async (t) => {
  const config = await resolveConfig({ mode: 'netmaster', netmaster: 'http://127.0.0.1:1' }, {})
  const parts = netmasterParts(config, createLog('error', 'json', { write: () => true }))
  t.teardown(() => parts.stop())
  const [, objects, usages] = parts.collectors
  const gather = async (collector: Collector | undefined) => void (await collector?.gather(scrapeOf()))
  await t.rejects(gather(objects), { message: 'not asked yet' })
  parts.start()
  await t.rejects(gather(objects), { code: 'UNREACHABLE' })
  await t.rejects(gather(usages), { code: 'UNREACHABLE' })
})
