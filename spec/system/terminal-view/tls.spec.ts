import t from 'tap'
import { startBusySwitch } from '../../support/busy-switch.js'
import { createAuthority, tlsFlags } from '../../support/certificates.js'
import { freePort } from '../../support/free-port.js'
import { INTERFACES, startInterfaces } from '../../support/interfaces-command.js'
import { startTmux } from '../../support/tmux.js'
import { missing } from '../../support/which.js'

const skip = missing('tmux', 'bash', 'ovsdb-server', 'ovsdb-tool', 'openssl')

t.test('over TLS: on the screen and in lines, lost and back', { skip }, async (t) => {
  const authority = await createAuthority(t)
  const [server, client, port] = await Promise.all([authority.issue(), authority.issue(), freePort()])
  const { ovsdb, keepCounting } = await startBusySwitch(t, 3, {
    remotes: [`pssl:${port}:127.0.0.1`],
    args: tlsFlags(authority, server),
  })
  keepCounting()
  const args = ['--watch', '--db', `ssl:127.0.0.1:${port}`, ...tlsFlags(authority, client)]
  const watched = startInterfaces(t, ...args, '--json', 'vvport3')
  const terminal = await startTmux(t, { columns: 120, rows: 12 })
  await terminal.type(`clear; node ${INTERFACES} ${args.join(' ')}`)
  await terminal.shows(/^vvport3 .* [1-9][\d.]+k /, 40_000)
  const [line = ''] = await watched.lines(1)
  t.match(JSON.parse(line), { up: true, interfaces: [{ interface: 'vvport3' }] })

  await ovsdb.kill()
  await terminal.shows(/^!! The switch's database cannot be read: /)
  await ovsdb.restart()
  await terminal.shows(/^vvport3 .* [1-9][\d.]+k /, 60_000)

  // Its certificate is of another authority.
  const stranger = await createAuthority(t)
  const refused = startInterfaces(t, ...args, ...tlsFlags(stranger, client))
  t.equal(await refused.ended, 1)
  t.match(refused.stderr(), /^ovs-interfaces: cannot connect to ssl:[^\n]*\n$/)
  t.equal(refused.stdout(), '')
})
