import t from 'tap'
import { startBusySwitch } from '../../support/busy-switch.js'
import { INTERFACES } from '../../support/interfaces-command.js'
import { addPort } from '../../support/switch-operations.js'
import { startTmux } from '../../support/tmux.js'
import { missing } from '../../support/which.js'

const skip = missing('tmux', 'bash', 'ovsdb-server', 'ovsdb-tool')

const names = (lines: readonly string[]) => lines.flatMap((line) => /^(vvport\d+) /.exec(line)?.[1] ?? [])

t.test('rates, sorted, filtered, paused, explained, at any size', { skip }, async (t) => {
  const { ovsdb, netmaster, keepCounting } = await startBusySwitch(t, 30)
  const terminal = await startTmux(t, { columns: 100, rows: 20 })
  keepCounting()
  await terminal.type(`node ${INTERFACES} --watch --db ${ovsdb.remote} --contiv.netmaster ${netmaster.url}`)
  await terminal.shows(/^1-16 of 30/)
  await terminal.shows(/^vvport30 +job-29 +default +up +\d/, 40_000)
  t.equal(names(await terminal.screen())[0], 'vvport2', 'the one that is down comes first')

  await terminal.keys('n')
  await terminal.shows(/by interface$/)
  t.strictSame(names(await terminal.screen()).slice(0, 3), ['vvport1', 'vvport2', 'vvport3'])
  await terminal.keys('n')
  await terminal.shows(/^INTERFACEv/)
  t.equal(names(await terminal.screen())[0], 'vvport30')
  await terminal.keys('PageDown')
  await terminal.shows(/^15-30 of 30/)

  await terminal.keys('/')
  await terminal.shows(/^\/_$/)
  await terminal.keys('-l', 'tenant:blue state:down')
  const [, , , only, empty] = await terminal.shows(/^\/tenant:blue state:down_$/)
  t.match(only, /^vvport2 +db-1 +blue +down/)
  t.equal(empty, '')
  await terminal.keys('Enter')
  await terminal.shows(/^1-1 of 1 {2}filter: tenant:blue state:down/)
  await terminal.keys('Escape')
  await terminal.shows(/^1-16 of 30/)

  await terminal.keys('Space')
  const paused = await terminal.shows(/^PAUSED at /)
  await ovsdb.transact(addPort({ bridge: 'br-int', name: 'new0' }))
  await terminal.keys('u')
  const still = await terminal.shows(/RX B\/s/)
  t.strictSame(names(still), names(paused), 'what is paused stays')
  t.match(still.at(-2), /of 30 /)
  await terminal.keys('Space')
  await terminal.shows(/^1-16 of 31/)

  await terminal.keys('?')
  await terminal.shows(/^space p +pause/)
  await terminal.keys('x')
  await terminal.shows(/^1-16 of 31/)
  await terminal.resize(44, 10)
  const narrow = await terminal.shows(/^1-6 of 31/)
  t.match(narrow[2], /^INTERFACEv CONTAINER +RX B\/s +TX B\/s$/)
  await terminal.resize(120, 40)
  const wide = await terminal.shows(/^1-31 of 31/)
  t.match(wide[2], /NETWORK +GROUP +STATE/)
  await terminal.keys('C-l')
  await terminal.shows(/^1-31 of 31/)
})

t.test('names from a hostile world, and wide ones', { skip }, async (t) => {
  const { ovsdb } = await startBusySwitch(t, 1)
  for (const name of ['\x1b[2J\x1b]0;owned\x07', '日本語の長い名前', 'a\u202eb\r\n', '😀eth']) {
    await ovsdb.transact(addPort({ bridge: 'br-int', name }))
  }
  const terminal = await startTmux(t, { columns: 80, rows: 12, env: { NO_COLOR: '1' } })
  await terminal.type(`node ${INTERFACES} --watch --db ${ovsdb.remote}`)
  const screen = await terminal.shows(/^1-5 of 5/)
  const rows = screen.slice(3, 8).sort()
  t.match(rows, [/^\\x1b\[2J\\x1b/, /^a\\u\{202/, /^vvport1 /, /^日本語/, /^😀eth/])
  t.equal(new Set(rows.map((row) => row.replaceAll(/[^ -~]/gu, '--').length)).size, 1, 'the columns stand in line')
  t.notMatch(await terminal.styled(), /\[[0-9;]*3[0-7]m/, 'NO_COLOR')
})

t.test('colours', { skip }, async (t) => {
  const { ovsdb } = await startBusySwitch(t, 3)
  const terminal = await startTmux(t)
  await terminal.type(`node ${INTERFACES} --watch --db ${ovsdb.remote}`)
  await terminal.shows(/^1-3 of 3/)
  t.match(await terminal.styled(), /\[[0-9;]*31m?.*vvport2/, 'what is down is red')
})
