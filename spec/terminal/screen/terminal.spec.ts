import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startBusySwitch } from '../../support/busy-switch.js'
import { eventually } from '../../support/eventually.js'
import { INTERFACES } from '../../support/interfaces-command.js'
import { tempDir } from '../../support/temp-dir.js'
import { startTmux, type Tmux } from '../../support/tmux.js'
import { missing } from '../../support/which.js'

const skip = missing('tmux', 'bash', 'stty', 'ovsdb-server', 'ovsdb-tool')

/** What a shell sees when the view has ended. */
async function leftBehind(terminal: Tmux): Promise<string> {
  await terminal.type('S=$?; stty -a | grep -q " -icanon\\| -echo " && echo left $S raw || echo left $S canonical')
  const lines = await terminal.shows(/^left \d+ \w+$/)
  const line = lines.findLast((text) => text.startsWith('left '))
  await terminal.type('clear')
  await eventually(async () => !(await terminal.screen()).some((text) => text.startsWith('left ')))
  return `${line} ${await terminal.restored()}`
}

t.test('however it ends, the terminal is as it was', { skip }, async (t) => {
  const { ovsdb } = await startBusySwitch(t, 3)
  const terminal = await startTmux(t)
  const pidFile = join(tempDir(t), 'pid')
  const hooks = `data:text/javascript,${[
    `import('node:fs').then(({writeFileSync})=>writeFileSync('${pidFile}',String(process.pid)))`,
    `process.on('SIGUSR2',()=>{throw Error('crashed')})`,
  ].join(';')}`
  const open = async () => {
    await terminal.type(`clear; node --import "${hooks}" ${INTERFACES} --watch --db ${ovsdb.unix}`)
    await terminal.shows(/^1-3 of 3/)
    t.notOk(await terminal.restored(), 'it draws on another screen')
  }
  const signal = (name: NodeJS.Signals) => process.kill(Number(readFileSync(pidFile, 'utf8')), name)

  await open()
  await terminal.keys('q')
  t.equal(await leftBehind(terminal), 'left 0 canonical true')

  await open()
  await terminal.keys('C-c')
  t.equal(await leftBehind(terminal), 'left 130 canonical true', 'Ctrl-C')

  for (const [name, status] of [
    ['SIGTERM', 128 + 15],
    ['SIGHUP', 128 + 1],
    ['SIGINT', 128 + 2],
    ['SIGQUIT', 128 + 3],
    ['SIGUSR2', 1],
  ] as const) {
    await open()
    signal(name)
    await eventually(() => terminal.restored())
    t.equal(await leftBehind(terminal), `left ${status} canonical true`, name)
  }

  t.test('suspended, it gives the terminal to the shell and takes it back', async (t) => {
    await open()
    for (const suspend of [() => terminal.keys('C-z'), async () => signal('SIGTSTP')]) {
      await suspend()
      await terminal.shows(/Stopped/)
      t.equal(await leftBehind(terminal), 'left 148 canonical true')
      await terminal.type('clear; fg')
      await terminal.shows(/^1-3 of 3/)
      t.notOk(await terminal.restored())
    }
    // Stopped and continued by others, who may have drawn on its screen.
    signal('SIGSTOP')
    await terminal.shows(/Stopped/)
    await terminal.type('clear; fg')
    await terminal.shows(/^1-3 of 3/)
    await terminal.keys('q')
    t.equal(await leftBehind(terminal), 'left 0 canonical true')
  })

  t.test('where nobody could continue it, it is not stopped', async (t) => {
    const lone = await startTmux(t)
    await lone.type(`exec setsid --ctty --wait node ${INTERFACES} --watch --db ${ovsdb.unix}`)
    await lone.shows(/^1-3 of 3/)
    await lone.keys('C-z')
    await lone.keys('?')
    await lone.shows(/^ovs-interfaces: keys/)
  })

  t.test('with its terminal it goes', async (t) => {
    const short = await startTmux(t)
    await short.type(`node --import "${hooks}" ${INTERFACES} --watch --db ${ovsdb.unix}`)
    await short.shows(/^1-3 of 3/)
    const pid = Number(readFileSync(pidFile, 'utf8'))
    await short.close()
    await eventually(() => !runs(pid))
    t.notOk(runs(pid))
  })
})

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
