import { once } from 'node:events'
import t from 'tap'
import { startBusySwitch } from '../../support/busy-switch.js'
import { freePort } from '../../support/free-port.js'
import { INTERFACES, startInterfaces } from '../../support/interfaces-command.js'
import { outcome } from '../../support/run.js'
import { missing } from '../../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')

t.test('so many intervals; a reader that goes away; a database that cannot be read', { skip }, async (t) => {
  const { ovsdb, keepCounting } = await startBusySwitch(t, 2)
  keepCounting()
  const run = (...args: readonly string[]) => outcome(process.execPath, [INTERFACES, '--db', ovsdb.remote, ...args])
  const [lines, csv, missed, averaged] = await Promise.all([
    run('--count', '1'),
    run('--count', '1', '--csv', 'vvport1'),
    run('--count', '1', 'eth9'),
    run('--count', '1', '--rate', '10s', '--json'),
  ])
  t.match(lines, { status: 0, stderr: /^$/, stdout: /^time .*\n2.* vvport1 .*\n2.* vvport2 .*\n$/ })
  t.match(csv, { status: 0, stdout: /^time,.*\n2[^\n]*,vvport1,[^\n]*\n$/ })
  t.match(missed, { status: 1, stderr: 'ovs-interfaces: no interface matches "eth9"\n' })
  const told = JSON.parse(averaged.stdout)
  t.ok(told.interval > 8, `two updates, of 5 seconds each: ${told.interval}`)

  const head = startInterfaces(t, '--watch', '--json', '--db', ovsdb.remote)
  await once(head.child.stdout, 'data')
  head.child.stdout.destroy()
  t.equal(await head.ended, 0)
  t.equal(head.stderr(), '')

  const remote = `tcp:127.0.0.1:${await freePort()}`
  t.match(await outcome(process.execPath, [INTERFACES, '--watch', '--db', remote]), {
    status: 1,
    stdout: '',
    stderr: /^ovs-interfaces: cannot connect to [^\n]*ECONNREFUSED[^\n]*\n$/,
  })
})
