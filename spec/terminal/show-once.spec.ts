import t from 'tap'
import { parseCommandLine } from '../../lib/terminal/command-line.js'
import { showOnce } from '../../lib/terminal/show-once.js'
import { startBusySwitch } from '../support/busy-switch.js'
import { missing } from '../support/which.js'

t.test('with their endpoints, and without Netmaster', { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  const { ovsdb, netmaster, count } = await startBusySwitch(t, 5)
  await count()
  const run = async (...args: readonly string[]) => {
    const commandLine = parseCommandLine(['--db', ovsdb.remote, '--contiv.netmaster', netmaster.url, ...args], '1.2.3')
    if (commandLine.kind !== 'run') throw new Error(JSON.stringify(commandLine))
    let printed = ''
    const complaints: string[] = []
    const { stdin, stdout } = process
    const print = async (text: string) => {
      printed += text
      return true
    }
    const complain = (message: string) => void complaints.push(message)
    const status = await showOnce(commandLine.options, { stdin, stdout, env: {}, print, complain })
    return { status, printed, complaints }
  }
  const { printed, status } = await run()
  t.equal(status, 0)
  const [heading, ...rows] = printed
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ +/))
  t.strictSame(heading?.slice(5, 12), ['tenant', 'network', 'group', 'host', 'container', 'rx_packets', 'rx_bytes'])
  t.strictSame(rows[4]?.slice(5, 10), ['blue', 'db', 'backend', 'node-1', 'db-4'])
  const [json] = JSON.parse((await run('--json', 'vvport5')).printed)
  t.match(json, {
    interface: 'vvport5',
    endpoint: { tenant: 'blue', network: 'db', group: 'backend', container: 'db-4' },
  })
  t.ok(json.statistics.rx_packets > json.statistics.tx_packets, "from the container's side")
  t.match(
    (await run('--csv', 'vvport5')).printed,
    /,link_state,tenant,network,group,host,container,.*\n.*,blue,db,backend,node-1,db-4,/,
  )

  await netmaster.down()
  const away = await run('--json', 'vvport5', 'eth9')
  t.match(away, {
    status: 1,
    complaints: [/^cannot label the endpoints: .*ECONNREFUSED/, 'no interface matches "eth9"'],
  })
  const [unlabelled] = JSON.parse(away.printed)
  t.equal(unlabelled.endpoint, null)
  t.ok(unlabelled.statistics.rx_packets < unlabelled.statistics.tx_packets, "from the switch's side")
})
