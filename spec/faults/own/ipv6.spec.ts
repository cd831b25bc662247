import t from 'tap'
import { freePort } from '../../support/free-port.js'
import { missing } from '../../support/which.js'
import { addressOf, LEADER, startWatchedContiv } from '../contiv/watched-contiv.js'

const refused = await freePort('::1').then(
  () => false,
  (error: Error) => `there is no IPv6: ${error.message}`,
)

t.test('everything is asked, and asks, over IPv6', { skip: missing('ovsdb-server', 'etcd') || refused }, async (t) => {
  const { etcd, netmasters, exporters, down, age, observe } = await startWatchedContiv(t, { ipv6: true })
  const [leader, other] = netmasters
  for (const { url } of Object.values(exporters)) t.match(url, /^http:\/\/\[::1\]:\d+$/)
  await observe(t, 'ipv6-only', async () => {
    await etcd.kill()
    await leader.down()
    await down()
    await age()
    await etcd.restart()
    await etcd.put(LEADER, addressOf(other))
  })
})
