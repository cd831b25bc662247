import t from 'tap'
import { createAuthority, tlsFlags } from '../../support/certificates.js'
import { eventually } from '../../support/eventually.js'
import { freePort } from '../../support/free-port.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { swallowing } from '../../support/proxy-faults.js'
import { passing } from '../../support/tcp-proxy.js'
import { missing } from '../../support/which.js'
import { startWatchedSwitch } from './watched-switch.js'

t.test('TLS', { skip: missing('ovsdb-server', 'ovsdb-tool', 'openssl') }, async (t) => {
  const [authority, stranger] = [await createAuthority(t), await createAuthority(t)]
  const identity = await authority.issue()
  const tlsPort = await freePort()
  const { down, observe, inject, proxies, exporters } = await startWatchedSwitch(t, {
    tls: { port: tlsPort, authority, identity },
  })
  const leadTo = (port: number) => {
    for (const proxy of proxies) {
      proxy.leadTo(port)
      proxy.cut()
    }
  }
  const told = (cause: RegExp) => eventually(() => exporters.every(({ program }) => cause.test(program.output())))

  await t.test('the handshake never ends', (t) =>
    observe(t, 'tls-stuck', async () => {
      inject(() => swallowing)
      leadTo(tlsPort)
      await down()
      await told(/no answer within 5000 ms/)
      inject(() => passing)
    }),
  )

  await t.test('a certificate of another authority', async (t) => {
    const port = await freePort()
    const args = tlsFlags(stranger, await stranger.issue())
    await startOvsdbServer(t, { remotes: [`pssl:${port}:127.0.0.1`], args })
    await observe(t, 'tls-wrong-certificate', async () => {
      leadTo(port)
      await down()
      await told(/cause":"[^"]*certificate/)
      leadTo(tlsPort)
    })
  })
})
