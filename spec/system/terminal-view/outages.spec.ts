import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { startBusySwitch } from '../../support/busy-switch.js'
import { INTERFACES } from '../../support/interfaces-command.js'
import { startTmux } from '../../support/tmux.js'
import { missing } from '../../support/which.js'

const skip = missing('tmux', 'bash', 'ovsdb-server', 'ovsdb-tool')

const names = (lines: readonly string[]) => lines.flatMap((line) => /^(vvport\d+) /.exec(line)?.[1] ?? [])

t.test('the connection is lost and comes back, and no rate is made up', { skip }, async (t) => {
  const { ovsdb, keepCounting } = await startBusySwitch(t, 3)
  const terminal = await startTmux(t, { columns: 120, rows: 12 })
  keepCounting()
  await terminal.type(`node ${INTERFACES} --watch --db ${ovsdb.remote}`)
  await terminal.shows(/^vvport3 .* [1-9][\d.]+k /, 40_000)
  await ovsdb.kill()
  const lost = await terminal.shows(/^!! The switch's database cannot be read: /)
  t.match(lost.join(' '), /\(since \d\d:\d\d:\d\d, \d+ s ago\)/)
  t.match(lost.join('\n'), 'rates over 5 s, unknown')
  for (const row of lost.filter((line) => line.startsWith('vvport')))
    t.match(row, /^vvport\d( +-){7}$|^vvport\d +br-int +system( +-){7}$/)
  t.equal(names(lost).length, 3, 'what there was is named')
  await ovsdb.restart()
  await terminal.shows(/not counted yet|counted \d+ s ago/)
  t.notMatch((await terminal.screen()).join('\n'), '!!')
  await terminal.shows(/^vvport3 .* [1-9][\d.]+k /, 40_000)
})

t.test('a switch that falls silent has no rates', { skip }, async (t) => {
  const { ovsdb, count } = await startBusySwitch(t, 3)
  const terminal = await startTmux(t)
  await terminal.type(`node ${INTERFACES} --watch --db ${ovsdb.remote}`)
  await terminal.shows(/^1-3 of 3/)
  await count()
  await delay(4500)
  await count()
  await terminal.shows(/^vvport3 .* [1-9][\d.]+k /)
  const silent = await terminal.shows(/unknown: last counted \d+ s ago/, 40_000)
  for (const row of silent.filter((line) => line.startsWith('vvport'))) t.match(row, /( +-){6}$/)
})
