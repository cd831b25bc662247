import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { COLLECTORS } from '../../lib/exporter/collectors/registry.js'
import { type Flags, resolveConfig } from '../../lib/exporter/config/resolve-config.js'
import { createLog } from '../../lib/exporter/log.js'
import { SelfMetrics } from '../../lib/exporter/self-metrics.js'
import { switchParts } from '../../lib/exporter/switch-parts.js'
import { eventually } from '../support/eventually.js'
import { startOvsdbServer, VSWITCH_SCHEMA } from '../support/ovsdb-server.js'
import { run } from '../support/run.js'
import { scrapeOf } from '../support/scrape.js'
import { handshake, startScriptedServer } from '../support/scripted-server.js'
import { tempDir } from '../support/temp-dir.js'
import { missing } from '../support/which.js'

const FIXTURE = 'fixtures/ovsdb/vswitch.ovsschema'

async function open(t: Test, flags: Flags) {
  const config = await resolveConfig({ mode: 'ovs', ...flags }, {})
  const parts = await switchParts(config, createLog('error', 'json'), new SelfMetrics('1'))
  t.teardown(() => parts.stop())
  parts.start()
  const problem = () => parts.readiness[0]?.()
  await eventually(() => problem() === undefined)
  const traffic = parts.collectors.find(({ name }) => name === 'traffic')
  return { problem, scrape: async () => traffic?.gather(scrapeOf(undefined, 'traffic')) }
}

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

t.test('ready when what is wanted can be read', { skip: missing('ovsdb-server', 'ovsdb-client') }, async (t) => {
  const { cksum: _, ...schema } = JSON.parse(readFileSync(VSWITCH_SCHEMA, 'utf8'))
  delete schema.tables.Interface.columns.statistics
  const withoutStatistics = join(tempDir(t), 'without-statistics.ovsschema')
  writeFileSync(withoutStatistics, JSON.stringify(schema))
  for (const ovsdbSource of ['select', 'monitor']) {
    const ovsdb = await startOvsdbServer(t, { schema: withoutStatistics })
    const { problem, scrape } = await open(t, { ovsdb: ovsdb.remote, ovsdbSource })
    await t.rejects(scrape(), { name: 'SourceError' })
    t.match(problem(), /^ovsdb: .*statistics/, ovsdbSource)
    await run('ovsdb-client', ['convert', ovsdb.remote, VSWITCH_SCHEMA])
    await eventually(scrape)
    t.equal(problem(), undefined, 'the next reading is a good one')
  }
})

t.test('what was wrong over one connection is not held against the next', async (t) => {
  const server = await startScriptedServer(t, handshake(JSON.parse(readFileSync(FIXTURE, 'utf8'))))
  const { problem, scrape } = await open(t, { ovsdb: server.remote })
  await t.rejects(scrape(), { name: 'SourceError' })
  t.match(problem(), /^ovsdb: .*unknown method/)
  server.peers[0]?.transport.destroy()
  await eventually(() => problem() === undefined)
  t.equal(server.peers.length, 2)
})
