import t from 'tap'
import { startBusySwitch } from '../../support/busy-switch.js'
import { INTERFACES } from '../../support/interfaces-command.js'
import { startTmux } from '../../support/tmux.js'
import { missing } from '../../support/which.js'

const skip = missing('tmux', 'bash', 'ovsdb-server', 'ovsdb-tool')

const names = (lines: readonly string[]) => lines.flatMap((line) => /^(vvport\d+) /.exec(line)?.[1] ?? [])

t.test('thousands of rows', { skip }, async (t) => {
  const { ovsdb, count } = await startBusySwitch(t, 3000)
  const terminal = await startTmux(t, { columns: 100, rows: 20 })
  await terminal.type(`node ${INTERFACES} --watch --db ${ovsdb.unix}`)
  await terminal.shows(/^1-16 of 3000/)
  await count()
  await terminal.keys('n', 'End')
  const end = await terminal.shows(/^2985-3000 of 3000/)
  t.equal(names(end).at(-1), 'vvport3000')
  await terminal.keys('/')
  await terminal.keys('-l', 'vvport2999')
  await terminal.shows(/^\/vvport2999_/)
  t.strictSame(names(await terminal.screen()), ['vvport2999'])
})
