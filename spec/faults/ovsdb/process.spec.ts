import t from 'tap'
import { missing } from '../../support/which.js'
import { counted, startWatchedSwitch } from './watched-switch.js'

t.test('the process of ovsdb-server', { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  const { ovsdb, truth, down, observe, interfaces } = await startWatchedSwitch(t)

  await t.test('is killed', (t) =>
    observe(t, 'ovsdb-killed', async () => {
      await truth.lose(() => ovsdb.kill())
      await down()
      // Statistics are not kept in the file (`ephemeral`): ovs-vswitchd writes them anew.
      await truth.change(() => ovsdb.restart())
      await truth.change(() => ovsdb.transact(counted(interfaces, 2)))
    }),
  )
})
