import t from 'tap'
import { readQosInterfaces } from '../../../lib/exporter/sources/qos-interfaces.js'
import { createClient } from '../../../lib/ovsdb/index.js'
import { eventually } from '../../support/eventually.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { missing } from '../../support/which.js'

const skip = missing('ovsdb-server', 'ovs-vsctl')
const { signal } = new AbortController()

t.test('the interfaces of ports with QoS, those of bonds too', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  const client = createClient(ovsdb.remote, { database: 'Open_vSwitch' })
  t.teardown(() => client.close())
  await t.rejects(readQosInterfaces(client, signal), { code: 'SOURCE' }, 'not connected: told elsewhere')
  client.start()
  t.strictSame(await eventually(() => readQosInterfaces(client, signal)), [])
  const vsctl = (...args: readonly string[]) => run('ovs-vsctl', [`--db=${ovsdb.unix}`, '--no-wait', ...args])
  await vsctl('init')
  await vsctl(
    ...['add-br', 'br0', '--', 'add-port', 'br0', 'eth0', '--', 'add-port', 'br0', 'eth1'],
    ...['--', 'add-bond', 'br0', 'bond0', 'eth3', 'eth2'],
    ...['--', 'set', 'port', 'eth1', 'qos=@a', '--', 'set', 'port', 'bond0', 'qos=@a'],
    ...['--', '--id=@a', 'create', 'qos', 'type=linux-htb'],
  )
  t.strictSame(await readQosInterfaces(client, signal), ['eth1', 'eth2', 'eth3'])
  await ovsdb.stop()
  const failure = await readQosInterfaces(client, signal).catch((error: unknown) => error)
  t.ok(failure instanceof Error)
})
