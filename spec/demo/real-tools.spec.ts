import { readFileSync } from 'node:fs'
import t from 'tap'
import { acknowledgeConfiguration } from '../../lib/demo/configuration.js'
import { moveCounters } from '../../lib/demo/counters.js'
import { loadSwitch } from '../../lib/demo/switch.js'
import { startOvsdbServer } from '../../lib/ovsdb-server/index.js'
import { startProgram } from '../support/child-process.js'
import { perform } from '../support/embedded-database.js'
import { eventually } from '../support/eventually.js'
import { startOvsdbServer as startRealServer } from '../support/ovsdb-server.js'
import { run } from '../support/run.js'
import type { Scope } from '../support/scope.js'
import { missing } from '../support/which.js'

const skip = missing('ovs-vsctl', 'ovsdb-client')
const skipReal = missing('ovs-vsctl', 'ovsdb-client', 'ovsdb-server', 'ovsdb-tool')

const LOAD = 'fixtures/ovsdb/load-contiv-node.json'
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** The embedded server on the captured node, and the tools to ask it with. */
async function serve(scope: Scope) {
  const database = loadSwitch('fixtures/ovsdb')
  acknowledgeConfiguration(database)
  const server = await startOvsdbServer([database], { host: '127.0.0.1', port: 0 })
  scope.teardown(() => server.close())
  const remote = `tcp:127.0.0.1:${server.port}`
  return { database, remote, ...toolsFor(remote) }
}

function toolsFor(remote: string) {
  return {
    vsctl: (...args: readonly string[]) => run('ovs-vsctl', [`--db=${remote}`, '--timeout=10', ...args]),
    client: (command: string, ...args: readonly string[]) => run('ovsdb-client', [command, remote, ...args]),
  }
}

/** Parts of a text in an order of their own, without the UUIDs, which differ from server to server. */
const sorted = (text: string, separator: string) => text.replace(UUID, 'UUID').trim().split(separator).sort()

t.test('ovs-vsctl list interface prints what it printed on the captured node', { skip }, async (t) => {
  const { vsctl } = await serve(t)
  const captured = readFileSync('fixtures/reference/ovs-vsctl-list-interface.txt', 'utf8')
  t.strictSame(sorted(await vsctl('list', 'interface'), '\n\n'), sorted(captured, '\n\n'))
  t.equal(
    await vsctl('get', 'interface', 'vvport1', 'external_ids:endpoint-id', 'statistics:rx_bytes'),
    `web.blue-c0ffee${'0'.repeat(57)}1\n770\n`,
  )
})

t.test('the tools print the same as of a real server', { skip: skipReal }, async (t) => {
  const embedded = await serve(t)
  const real = toolsFor((await startRealServer(t, { load: LOAD })).remote)
  t.strictSame(sorted(await embedded.vsctl('show'), '\n'), sorted(await real.vsctl('show'), '\n'))
  const schema = async ({ client }: typeof real) => JSON.parse(await client('get-schema', 'Open_vSwitch'))
  t.strictSame(await schema(embedded), await schema(real))
  const dump = async ({ client }: typeof real) => {
    const tables = (await client('dump', 'Open_vSwitch', '--format=csv')).split('\n\n')
    return tables.map((table) => sorted(table, '\n'))
  }
  t.strictSame(await dump(embedded), await dump(real))
})

t.test('ovsdb-client lists, describes and transacts', { skip }, async (t) => {
  const { client, remote } = await serve(t)
  t.equal(await client('list-dbs'), 'Open_vSwitch\n')
  t.equal(await client('get-schema-version', 'Open_vSwitch'), '8.3.1\n')
  const select = { op: 'select', table: 'Bridge', where: [['name', '!=', 'contivVlanBridge']], columns: ['name'] }
  const transaction = JSON.stringify(['Open_vSwitch', select])
  const reply = JSON.parse(await run('ovsdb-client', ['transact', remote, transaction]))
  t.strictSame(reply, [{ rows: [{ name: 'contivVxlanBridge' }] }])
})

t.test('ovs-vsctl changes the configuration and waits until it is in force', { skip }, async (t) => {
  const { vsctl } = await serve(t)
  await vsctl('set', 'interface', 'vvport1', 'external_ids:owner=ops')
  t.equal(await vsctl('get', 'interface', 'vvport1', 'external_ids:owner'), 'ops\n')
  await vsctl('--no-wait', 'add-port', 'contivVxlanBridge', 'new0', '--', 'set', 'interface', 'new0', 'type=internal')
  t.equal(await vsctl('get', 'interface', 'new0', 'type'), 'internal\n')
  await vsctl('del-port', 'new0')
  await t.rejects(vsctl('list', 'interface', 'new0'), /no row "new0"/, 'nothing holds it any more')
  await t.rejects(vsctl('add-br', 'contivVxlanBridge'), /already exists/)
})

t.test('ovsdb-client monitor sees the counters move', { skip }, async (t) => {
  const grown = '"{rx_bytes=760770, rx_custom_packets_1=1007, '
  const vvport1 = '[["name","==","vvport1"]]'
  for (const { command, change, end } of [
    { command: ['monitor'], change: `,new,vvport1,${grown}`, end: ',delete,vvport1,' },
    { command: ['monitor-cond', vvport1], change: `,modify,,${grown}`, end: ',delete,,' },
  ]) {
    const { database, remote } = await serve(t)
    const [name = '', ...condition] = command
    const args = [name, '--format=csv', remote, 'Open_vSwitch', ...condition, 'Interface', 'name,statistics']
    const ready = ({ output }: { output(): string }) => output().includes('initial,vvport1,')
    const monitor = await startProgram(t, 'ovsdb-client', args, { ready })
    moveCounters(database, () => 0.5)
    await eventually(() => monitor.output().includes(change))
    perform(database, { op: 'delete', table: 'Open_vSwitch', where: [] }, { op: 'delete', table: 'Bridge', where: [] })
    await eventually(() => monitor.output().includes(end))
    t.equal(monitor.output().includes('vvport2'), name === 'monitor', `${name}: the rows of its condition`)
  }
})
