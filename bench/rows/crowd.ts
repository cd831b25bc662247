import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { eventually } from '../../spec/support/eventually.js'
import { startExporterProcess } from '../../spec/support/exporter.js'
import type { OvsdbServer } from '../../spec/support/ovsdb-server.js'
import { outcome } from '../../spec/support/run.js'
import { type Scope, withScope } from '../../spec/support/scope.js'
import { BareSocket } from '../bare-socket.js'
import { digits, time } from '../format.js'
import { processorSeconds, residentMegabytes } from '../proc.js'
import type { CrowdReport } from '../programs/crowd.js'
import type { Result, Row } from '../row.js'
import { quantile, tail } from '../statistics.js'
import { startSyntheticDatabase, startSyntheticNetmaster, syntheticEndpoint } from '../synthetic-database.js'

const SOURCES = ['select', 'monitor'] as const

const SCRAPES_AT_ONCE = 200
const VIEWERS = 50
/** Milliseconds from one statistics update, and one scrape, to the next. */
const INTERVAL = 5000
const ROUNDS = 6
const QUICK = { scrapes: 10, viewers: 5, interval: 500, rounds: 2 }
const FULL = { scrapes: SCRAPES_AT_ONCE, viewers: VIEWERS, interval: INTERVAL, rounds: ROUNDS }
type Crowd = typeof FULL

/** A node where every endpoint counts all the time, asked by far more than will ever ask it. */
export const crowdRow: Row = {
  name: 'crowd',
  title: `${SCRAPES_AT_ONCE} scrapes at once and ${VIEWERS} viewers, all endpoints changing: half the scrapes, against one alone`,
  measure: ({ endpoints, quick }) =>
    withScope(async (scope) => {
      const crowd = quick ? QUICK : FULL
      const ovsdb = await startSyntheticDatabase(scope, endpoints)
      await keepCounting(scope, ovsdb, crowd.interval)
      const undisturbed = (await withShare(ovsdb.pid, () => delay(crowd.rounds * crowd.interval))).share
      const results: Result[] = []
      for (const source of SOURCES) {
        results.push(await withScope((own) => measureSource(own, { source, endpoints, crowd, ovsdb, undisturbed })))
      }
      return results
    }),
}

interface Measured {
  readonly source: (typeof SOURCES)[number]
  readonly endpoints: number
  readonly crowd: Crowd
  readonly ovsdb: OvsdbServer
  /** The server's share of a processor with nobody but the one who writes. */
  readonly undisturbed: number
}

async function measureSource(
  scope: Scope,
  { source, endpoints, crowd, ovsdb, undisturbed }: Measured,
): Promise<Result> {
  const netmaster = await startSyntheticNetmaster(scope, endpoints)
  const { program, url, scrape } = await startExporterProcess(scope, [
    ...['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--ovsdb.source', source],
    ...['--contiv.netmaster', netmaster.url, '--web.live-viewers', `${crowd.viewers + 1}`],
  ])
  const text = await eventually(
    async () => {
      const scraped = await scrape()
      return scraped.includes(`\ncontiv_inventory_endpoints ${endpoints}\n`) && scraped
    },
    { deadline: 60_000 },
  )
  const atLeast = Math.floor(gzipSync(text, { level: 1 }).length * 0.9)
  const ask = async (scrapes: number, viewers: number) => {
    const numbers = [scrapes, viewers, crowd.rounds, crowd.interval, atLeast].map(String)
    const { status, stdout, stderr } = await outcome(process.execPath, [
      'dist/bench/programs/crowd.js',
      url,
      ...numbers,
    ])
    if (status !== 0) throw new Error(`the crowd ended with ${status}: ${stderr}`)
    return JSON.parse(stdout) as CrowdReport
  }
  const alone = await withShare(ovsdb.pid, () => ask(1, 0))
  const rssAlone = residentMegabytes(program.pid, 'VmHWM')
  const together = await withShare(ovsdb.pid, () => ask(crowd.scrapes, crowd.viewers))
  const rss = residentMegabytes(program.pid, 'VmHWM')
  const [one, half] = [quantile(alone.result.scrapes, 0.5), quantile(together.result.scrapes, 0.5)]
  const slow = tail(together.result.scrapes)
  const share = (value: number) => `${digits(value * 100)} %`
  return {
    row: 'crowd',
    endpoints,
    value: half / one,
    unit: '× one alone',
    details:
      `${source}: median ${time(half)}, ${slow.name} ${time(slow.value)}, alone ${time(one)}; at most ${digits(rss)} MB resident, ` +
      `${digits(rssAlone)} without the crowd; ovsdb-server ${share(together.share)} of a processor, ${share(alone.share)} with one scrape ` +
      `each ${time(crowd.interval)}, ${share(undisturbed)} with none; ${together.result.messages} messages to ${crowd.viewers} viewers`,
    figures: {
      monitor: source === 'monitor' ? 1 : 0,
      one,
      half,
      slow: slow.value,
      rss,
      rssAlone,
      shareTogether: together.share,
      shareAlone: alone.share,
      shareUndisturbed: undisturbed,
    },
  }
}

/** Writes new statistics of every endpoint, each interval, until the scope ends. */
async function keepCounting(scope: Scope, ovsdb: OvsdbServer, interval: number): Promise<void> {
  const writer = await BareSocket.connect(scope, ovsdb.port)
  const select = { op: 'select', table: 'Interface', where: [], columns: ['_uuid'] }
  const [reply] = (await writer.ask([request(select)])) as [{ result: [{ rows: readonly { _uuid: unknown }[] }] }]
  const uuids = reply.result[0].rows.map(({ _uuid }) => _uuid)
  let written = 0
  let last: Promise<unknown> = Promise.resolve()
  const count = () => {
    written++
    const updates = uuids.map((uuid, index) => {
      const statistics = [...syntheticEndpoint(index).statistics].map(([key, value]) => [key, value + written * 1000])
      return {
        op: 'update',
        table: 'Interface',
        where: [['_uuid', '==', uuid]],
        row: { statistics: ['map', statistics] },
      }
    })
    // One after the other: a server that is late is not asked twice.
    last = last.then(() => writer.ask([request(...updates)]))
    last.catch(() => {})
  }
  const timer = setInterval(count, interval)
  scope.teardown(() => clearInterval(timer))
}

function request(...operations: readonly object[]): string {
  return JSON.stringify({ id: 0, method: 'transact', params: ['Open_vSwitch', ...operations] })
}

/** The part of a processor that a process takes while something is done. */
async function withShare<T>(pid: number, work: () => Promise<T>) {
  const [began, before] = [performance.now(), processorSeconds(pid)]
  const result = await work()
  return { result, share: ((processorSeconds(pid) - before) * 1000) / (performance.now() - began) }
}
