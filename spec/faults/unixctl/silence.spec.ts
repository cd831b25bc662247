import { rmSync } from 'node:fs'
import t from 'tap'
import { eventually } from '../../support/eventually.js'
import { swallowing } from '../../support/proxy-faults.js'
import { passing, startTcpProxy } from '../../support/tcp-proxy.js'
import { missing } from '../../support/which.js'
import { DAEMONS, startWatchedDaemons } from './watched-daemons.js'

t.test('ovs-vswitchd does not answer', { skip: missing(...DAEMONS) }, async (t) => {
  const { vswitchd, exporter, proxy, truth, addPort, down, observe } = await startWatchedDaemons(t)
  t.teardown(() => process.kill(vswitchd.pid, 'SIGCONT'))

  await t.test('it is stopped', (t) =>
    observe(t, 'vswitchd-stopped', async () => {
      const before = proxy.connections
      await truth.lose(() => process.kill(vswitchd.pid, 'SIGSTOP'))
      await down()
      t.equal(proxy.connections, before, 'it gets no further connection')
      await truth.change(() => process.kill(vswitchd.pid, 'SIGCONT'))
      await addPort()
    }),
  )

  await t.test('its control socket is silent', (t) =>
    observe(t, 'control-silent', async () => {
      proxy.inject(swallowing)
      proxy.cut()
      await down()
      const before = proxy.connections
      await addPort()
      await down()
      t.equal(proxy.connections, before, 'it gets no further connection')
      proxy.inject(passing)
      proxy.cut()
    }),
  )

  await t.test('its control socket is another one', async (t) => {
    const path = proxy.remote.slice('unix:'.length)
    await observe(t, 'control-replaced', async () => {
      proxy.inject(swallowing)
      await down()
      rmSync(path)
      await eventually(() => exporter.program.output().includes(`expected a daemon to listen on ${path}, got ENOENT`))
      await down()
      await addPort()
      await startTcpProxy(t, vswitchd.unixctl, { pieces: 'messages', path })
    })
    t.match(exporter.program.output(), /"source":"ovs-vswitchd",.*"msg":"source is well again"/)
  })
})
