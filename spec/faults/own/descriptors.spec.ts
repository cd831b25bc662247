import t from 'tap'
import { eventually } from '../../support/eventually.js'
import { run } from '../../support/run.js'
import { missing } from '../../support/which.js'
import { startWatchedContiv } from '../contiv/watched-contiv.js'

t.test('no file descriptor is left', { skip: missing('ovsdb-server', 'etcd', 'prlimit') }, async (t) => {
  const { exporters, down, countOn, observe } = await startWatchedContiv(t)
  const programs = Object.values(exporters).map(({ program }) => program)
  // Those that are open stay so, to OVSDB and to who scrapes.
  const limitTo = (soft: number) =>
    Promise.all(programs.map(({ pid }) => run('prlimit', ['--pid', `${pid}`, `--nofile=${soft}:`])))
  await observe(t, 'no-descriptors', async () => {
    await limitTo(3)
    await down()
    await countOn()
    for (const program of programs) await eventually(() => program.output().includes('EMFILE'))
    await limitTo(1024)
  })
})
