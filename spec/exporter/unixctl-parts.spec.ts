import { join } from 'node:path'
import t from 'tap'
import { COLLECTORS } from '../../lib/exporter/collectors/registry.js'
import { runCollector } from '../../lib/exporter/collectors/run-collector.js'
import { resolveConfig } from '../../lib/exporter/config/resolve-config.js'
import type { Logger } from '../../lib/exporter/log.js'
import { unixctlParts } from '../../lib/exporter/unixctl-parts.js'
import { RequestRefusedError } from '../../lib/jsonrpc/index.js'
import { eventually } from '../support/eventually.js'
import { samplesOf } from '../support/samples.js'
import type { Scope } from '../support/scope.js'
import { scrapeOf, textOf } from '../support/scrape.js'
import { silence, startScriptedServer } from '../support/scripted-server.js'
import { tempDir } from '../support/temp-dir.js'
import { golden } from '../support/unixctl-parser.js'

type Answers = Readonly<Record<string, string | (() => unknown)>>

/** A daemon with these commands, by command and arguments. */
function startDaemon(scope: Scope, path: string, answers: Answers) {
  const commands = new Set(Object.keys(answers).map((key) => key.split(' ')[0]))
  return startScriptedServer(
    scope,
    (method, params) => {
      if (method === 'list-commands') return [...commands].map((name) => `  ${name} \n`).join('')
      const answer = answers[[method, ...params].join(' ')]
      if (answer === undefined) throw new RequestRefusedError('no such thing')
      return typeof answer === 'string' ? answer : answer()
    },
    path,
  )
}

const VSWITCHD: Answers = {
  'coverage/show': golden('coverage-show.3.1'),
  'memory/show': golden('memory-show.3.1'),
  'upcall/show': golden('upcall-show.3.1'),
  'dpctl/show': golden('dpctl-show.3.1'),
  'dpif/show': golden('dpif-show.3.1'),
  'ofproto/list': 'br0\nbr1\n',
  'dpctl/dump-dps': golden('dpctl-dump-dps.3.1'),
  'dpif-netdev/pmd-perf-show -nh ovs-netdev': golden('pmd-perf-show.3.1'),
  'dpif-netdev/pmd-stats-show ovs-netdev': golden('pmd-stats-show.3.1'),
  'dpif-netdev/pmd-rxq-show ovs-netdev': golden('pmd-rxq-show.3.1'),
  'dpctl/ct-get-nconns netdev@ovs-netdev': golden('ct-get-nconns.3.1'),
  'dpctl/ct-get-maxconns netdev@ovs-netdev': golden('ct-get-maxconns.3.1'),
  'lacp/show-stats': golden('lacp-show-stats.3.1'),
  'fdb/stats-show br0': golden('fdb-stats-show.3.1'),
  'fdb/stats-show br1': golden('fdb-stats-show.3.1'),
  'bond/show': golden('bond-show.3.1'),
  'qos/show v1': golden('qos-show.3.1'),
}

const OVSDB_SERVER: Answers = {
  'coverage/show': golden('coverage-show.ovsdb-server.3.1'),
  'memory/show': golden('memory-show.cluster.3.1'),
  'ovsdb-server/list-dbs': 'Open_vSwitch\n',
  'cluster/status Open_vSwitch': golden('cluster-status.leader.3.1'),
  'ovsdb-server/sync-status': golden('sync-status.active.3.1'),
  'ovsdb-server/get-db-storage-status Open_vSwitch': golden('get-db-storage-status.3.1'),
}

async function partsOf(scope: Scope, dir: string, flags = {}) {
  const lines: unknown[] = []
  const log = { warn: (line: object) => lines.push(line), info: () => {} } as unknown as Logger
  const config = await resolveConfig(
    { unixctlVswitchd: join(dir, 'v'), unixctlOvsdbServer: join(dir, 'o'), unixctlTimeout: '20s', ...flags },
    {},
  )
  const parts = unixctlParts(config, log, {
    withQos: async () => ['v1'],
    onBridges: async () => new Set(['b1', 'b2']),
  })
  scope.teardown(() => parts.stop())
  const outcomes = async (signal?: AbortSignal) =>
    new Map(
      await Promise.all(
        parts.collectors.map(
          async (collector) => [collector.name, await runCollector(collector, scrapeOf(signal))] as const,
        ),
      ),
    )
  return { parts, lines, outcomes }
}

type Outcomes = Awaited<ReturnType<Awaited<ReturnType<typeof partsOf>>['outcomes']>>

const textIn = (outcomes: Outcomes, name: string) => {
  const gathered = outcomes.get(name)?.gathered
  return gathered === undefined ? undefined : textOf(gathered)
}

t.test('each collector has every sample that its daemons told', async (t) => {
  const dir = tempDir(t)
  await startDaemon(t, join(dir, 'v'), VSWITCHD)
  await startDaemon(t, join(dir, 'o'), OVSDB_SERVER)
  const { parts, lines, outcomes } = await partsOf(t, dir)
  const found = await outcomes()
  for (const { name } of parts.collectors) {
    t.equal(found.get(name)?.gathered?.error ?? found.get(name)?.failure, undefined, name)
    t.ok(samplesOf(textIn(found, name) ?? '').length > 0, `${name} has samples`)
  }
  t.match(textIn(found, 'coverage'), /daemon="ovs-vswitchd".*daemon="ovsdb-server"/s)
  t.match(textIn(found, 'memory'), 'ovs_memory_objects{daemon="ovsdb-server",kind="raft-log"} 3')
  t.strictSame(lines, [])
  t.strictSame(
    parts.collectors.map(({ name }) => name),
    COLLECTORS.slice(-parts.collectors.length).map(({ name }) => name),
    'in the order of the registry',
  )
})

t.test('bridges and interfaces are selected', async (t) => {
  const dir = tempDir(t)
  await startDaemon(t, join(dir, 'v'), VSWITCHD)
  const { outcomes } = await partsOf(t, dir, { bridgeInclude: 'br1', interfaceExclude: 'v.*|a.*|b1|pm.*' })
  const found = await outcomes()
  t.notMatch(textIn(found, 'dpif'), '"br0"')
  t.match(textIn(found, 'fdb'), 'ovs_fdb_entries{bridge="br1"}')
  t.notMatch(textIn(found, 'fdb'), '"br0"')
  t.match(textIn(found, 'lacp'), 'interface="b2"')
  t.notMatch(textIn(found, 'lacp'), /interface="(?!b2)/)
  t.notMatch(textIn(found, 'bond_members'), /interface="(?!b2)/)
  t.notMatch(textIn(found, 'pmd_queues'), /interface=/)
  t.equal(textIn(found, 'qos_queues'), '')
})

t.test('what ovs-vswitchd tells by interface follows the bridges as well', async (t) => {
  const dir = tempDir(t)
  await startDaemon(t, join(dir, 'v'), VSWITCHD)
  const all = await (await partsOf(t, dir)).outcomes()
  const found = await (await partsOf(t, dir, { bridgeInclude: 'br1' })).outcomes()
  for (const name of ['lacp', 'bond_members', 'pmd_queues']) {
    t.match(textIn(all, name), /interface="(?!b[12]")/, `${name} tells of all`)
    t.notMatch(textIn(found, name), /interface="(?!b[12]")/, `${name} tells of the bridge's`)
  }
  t.match(textIn(found, 'lacp'), 'interface="b2"')
})

t.test('a command that is never answered, or refused, fails its own collector', async (t) => {
  const dir = tempDir(t)
  const refused = () => {
    throw new RequestRefusedError('no')
  }
  await startDaemon(t, join(dir, 'v'), { ...VSWITCHD, 'upcall/show': silence, 'bond/show': refused })
  await startDaemon(t, join(dir, 'o'), OVSDB_SERVER)
  const { outcomes } = await partsOf(t, dir)
  const abort = new AbortController()
  const answered = outcomes(abort.signal)
  const { parts, outcomes: others } = await partsOf(t, dir, { unixctlTimeout: '100ms' })
  const failed = async () => {
    const found = await others()
    return parts.collectors.map(({ name }) => name).filter((name) => found.get(name)?.gathered === undefined)
  }
  t.strictSame(
    await eventually(async () => {
      const names = await failed()
      return names.length === 2 && names
    }),
    ['upcall', 'bond_members'],
  )
  abort.abort(new Error('over'))
  t.match((await answered).get('upcall')?.failure, { message: 'over' })
})

t.test('daemons that tell everything twice fail the collectors whose series they double', async (t) => {
  const dir = tempDir(t)
  const twice = (answers: Answers) =>
    Object.fromEntries(Object.entries(answers).map(([command, text]) => [command, `${text}${text}`]))
  await startDaemon(t, join(dir, 'v'), twice(VSWITCHD))
  await startDaemon(t, join(dir, 'o'), twice(OVSDB_SERVER))
  const { parts, outcomes } = await partsOf(t, dir)
  const found = await outcomes()
  for (const { name } of parts.collectors) {
    const series = (textIn(found, name) ?? '').match(/^[^#].*(?= )/gm) ?? []
    t.strictSame(series, [...new Set(series)], `${name} has no series twice`)
  }
  t.match(found.get('upcall')?.failure, {
    message: /^expected no series twice, got ovs_upcall_\w+\{datapath="[^"]+".*\}$/,
  })
  const well = parts.collectors.map(({ name }) => name).filter((name) => found.get(name)?.failure === undefined)
  t.strictSame(well, ['coverage', 'memory'], 'these have one value of each name')
})

t.test('one daemon of two that fails', async (t) => {
  const dir = tempDir(t)
  await startDaemon(t, join(dir, 'v'), { ...VSWITCHD, 'memory/show': () => ({}) })
  await startDaemon(t, join(dir, 'o'), OVSDB_SERVER)
  const { lines, outcomes } = await partsOf(t, dir)
  for (let scrape = 0; scrape < 3; scrape++) {
    const found = await outcomes()
    t.match(found.get('memory')?.gathered?.error, { code: 'UNEXPECTED_REPLY' }, 'the collector did not succeed')
    t.match(textIn(found, 'memory'), 'daemon="ovsdb-server"', 'and tells what the other said')
    t.notMatch(textIn(found, 'memory'), 'daemon="ovs-vswitchd"')
    t.equal(found.get('coverage')?.gathered?.error, undefined)
  }
  t.match(lines, [{ source: 'collector memory' }])
  t.equal(lines.length, 1, 'told once')
})

t.test('daemons that are not there are told once, and fail their collectors', async (t) => {
  const dir = tempDir(t)
  const { lines, outcomes } = await partsOf(t, dir)
  for (let scrape = 0; scrape < 3; scrape++) {
    const found = await outcomes()
    t.ok([...found.values()].every(({ failure }) => (failure as { code?: string })?.code === 'SOURCE'))
  }
  t.match(lines, [{ source: 'ovs-vswitchd' }, { source: 'ovsdb-server' }])
  t.equal(lines.length, 2)
})
