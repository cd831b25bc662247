import t from 'tap'
import { eventually } from '../../support/eventually.js'
import { cutting } from '../../support/proxy-faults.js'
import { missing } from '../../support/which.js'
import { counted, startWatchedSwitch } from './watched-switch.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')

/** The handshake takes four messages of the server; behind it come those that a scrape or a monitor brings. */
const MESSAGES = 7

t.jobs = 2

for (const [fault, within] of [
  ['reset-at-messages', 0],
  ['reset-within-messages', 0.5],
] as const) {
  t.test(fault, { skip }, async (t) => {
    const { ovsdb, truth, observe, inject, proxies, interfaces } = await startWatchedSwitch(t)
    const cuts = Array.from({ length: MESSAGES }, (_, index) => index + within)
    await observe(t, fault, async () => {
      const before = proxies.map(({ connections }) => connections)
      inject(() => cutting(cuts, 'reset'))
      const cutAll = () => proxies.every(({ connections }, n) => connections - (before[n] ?? 0) >= MESSAGES)
      for (let update = 2; !cutAll(); update++) {
        await truth.change(() => ovsdb.transact(counted(interfaces, update)))
        await eventually(() => true, { interval: 100 })
      }
    })
  })
}
