import { join } from 'node:path'
import t from 'tap'
import * as collectors from '../../lib/exporter/collectors/unixctl/index.js'
import { JsonSplitter } from '../../lib/jsonrpc/index.js'
import { FEED_PATH } from '../../lib/page/protocol.js'
import { CAPTURED_NODE } from '../support/contiv.js'
import { startExporterProcess } from '../support/exporter.js'
import { watchFeed } from '../support/live-feed.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { valuesOf } from '../support/samples.js'
import { startScriptedServer } from '../support/scripted-server.js'
import { startTcpProxy } from '../support/tcp-proxy.js'
import { tempDir } from '../support/temp-dir.js'
import { golden } from '../support/unixctl-parser.js'
import { writeWebConfig } from '../support/web-config.js'
import { missing } from '../support/which.js'

const skip = missing('ovsdb-server')

/** What asks, or follows, and changes nothing (RFC 7047 section 4.1, ovsdb-server(7)). */
const READING = [
  'list_dbs',
  'get_schema',
  'get_server_id',
  'transact',
  'cancel',
  'monitor',
  'monitor_cond',
  'monitor_cond_since',
  'monitor_cond_change',
  'monitor_cancel',
  'set_db_change_aware',
  'echo',
]

interface Said {
  readonly method?: string
  readonly params?: readonly unknown[]
}

function messagesIn(bytes: string): readonly Said[] {
  const messages: Said[] = []
  const splitter = new JsonSplitter(({ text }) => messages.push(JSON.parse(text)))
  splitter.push(Buffer.from(bytes, 'latin1'))
  return messages
}

for (const source of ['select', 'monitor']) {
  t.test(`nothing is written to the database, with the source ${source}`, { skip }, async (t) => {
    const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
    const proxy = await startTcpProxy(t, Number(ovsdb.remote.split(':').at(-1)))
    const exporter = await startExporterProcess(t, ['--ovsdb', `tcp:127.0.0.1:${proxy.port}`, '--ovsdb.source', source])
    await exporter.ready()
    const feed = await watchFeed(t, exporter.url)
    await feed.find((message): message is typeof message => message.type === 'switch')
    for (let scrape = 0; scrape < 3; scrape++) t.equal(valuesOf(await exporter.scrape()).get('ovs_up{}'), '1')
    await exporter.program.stop()

    const said = messagesIn(proxy.asked.join(''))
    const methods = new Set(said.flatMap(({ method }) => (method === undefined ? [] : [method])))
    t.ok(methods.has('transact') && [...methods].some((method) => method.startsWith('monitor')), 'was listened to')
    t.strictSame(
      [...methods].filter((method) => !READING.includes(method)),
      [],
    )
    const operations = said
      .filter(({ method }) => method === 'transact')
      .flatMap(({ params = [] }) => params.slice(1) as { readonly op: string }[])
    t.strictSame([...new Set(operations.map(({ op }) => op))], source === 'select' ? ['select'] : [])
  })
}

/** Commands that show something, by their names: `bond/show`, `dpctl/ct-get-nconns`, `cluster/status` … */
const SHOWING = /^(version|list-commands|[\w-]+\/((ct-)?get|dump|list|show|[\w-]+-(show|status)|status)(-[\w-]+)?)$/

/** What names bridges, datapaths, interfaces and databases, so that their commands are asked, and the answers to these. */
const ANSWERS: Readonly<Record<string, string>> = {
  'ofproto/list': 'ofproto-list.3.1',
  'fdb/stats-show': 'fdb-stats-show.3.1',
  'dpctl/dump-dps': 'dpctl-dump-dps.3.1',
  'dpctl/ct-get-nconns': 'ct-get-nconns.3.1',
  'dpctl/ct-get-maxconns': 'ct-get-maxconns.3.1',
  'dpif-netdev/pmd-stats-show': 'pmd-stats-show.3.1',
  'dpif-netdev/pmd-perf-show': 'pmd-perf-show.3.1',
  'dpif-netdev/pmd-rxq-show': 'pmd-rxq-show.3.1',
  'qos/show': 'qos-show.3.1',
  'ovsdb-server/list-dbs': 'list-dbs.3.1',
  'ovsdb-server/get-db-storage-status': 'get-db-storage-status.3.1',
  'cluster/status': 'cluster-status.leader.3.1',
}

/** Every command that a metric comes from. */
const SOURCES = new Set(
  Object.values<object>(collectors)
    .flatMap((declared) => ('families' in declared ? (declared.families as readonly { source: string }[]) : []))
    .flatMap(({ source }) => source.split(', ')),
)

t.test('only commands that show something are sent to the control sockets', { skip }, async (t) => {
  const asked = new Set<string>()
  const startDaemon = async (listed: string) => {
    const path = join(tempDir(t), 'ctl')
    const script = (method: string) => {
      asked.add(method)
      if (method === 'list-commands') return listed
      const answer = ANSWERS[method]
      return answer === undefined ? '' : golden(answer)
    }
    await startScriptedServer(t, script, path)
    return path
  }
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  await ovsdb.transact([
    { op: 'insert', table: 'QoS', row: { type: 'linux-htb' }, 'uuid-name': 'qos' },
    { op: 'update', table: 'Port', where: [['name', '==', 'vvport1']], row: { qos: ['named-uuid', 'qos'] } },
  ])
  const exporter = await startExporterProcess(t, [
    ...['--ovsdb', ovsdb.remote],
    ...['--unixctl.vswitchd', await startDaemon(golden('list-commands.3.1'))],
    ...[
      '--unixctl.ovsdb-server',
      await startDaemon(`${golden('list-commands.ovsdb-server.3.1')}  cluster/status  DB\n`),
    ],
  ])
  await exporter.ready()
  await exporter.scrape()
  await exporter.program.stop()
  t.strictSame(
    [...SOURCES].filter((command) => !asked.has(command)),
    [],
    'every one was asked',
  )
  t.strictSame(
    [...asked].filter((command) => !SHOWING.test(command)),
    [],
  )
})

t.test('whoever asks over HTTP can change nothing', async (t) => {
  const { path: probing } = writeWebConfig(t, { targets: [{ hosts: ['127.0.0.1'], transports: ['tcp'] }] })
  const exporter = await startExporterProcess(t, ['--ovsdb', 'tcp:127.0.0.1:1', '--probe.config.file', probing])
  for (const path of ['/', FEED_PATH, '/metrics', '/healthz', '/readyz', '/probe']) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const { status, headers } = await fetch(exporter.url + path, { method })
      t.equal(status, 405, `${method} ${path}`)
      t.equal(headers.get('allow'), 'HEAD, GET')
    }
    const response = await fetch(exporter.url + path, { method: 'OPTIONS' })
    t.strictSame([response.status, response.headers.get('allow'), await response.text()], [200, 'HEAD, GET', ''], path)
  }
})
