import t from 'tap'
import {
  forEachDatapath,
  readDatapaths,
  readUserSpaceDatapaths,
} from '../../../../lib/exporter/collectors/unixctl/user-space.js'
import { asking } from '../../../support/ask.js'

const ask = asking({ 'dpctl/dump-dps': 'system@ovs-system\nnetdev@ovs-netdev\ndummy@ovs-dummy\n' })

t.test('the datapaths', async (t) => {
  t.strictSame(
    (await readDatapaths(ask)).map(({ full }) => full),
    ['system@ovs-system', 'netdev@ovs-netdev', 'dummy@ovs-dummy'],
  )
  t.strictSame(
    (await readUserSpaceDatapaths(ask)).map(({ name }) => name),
    ['ovs-netdev', 'ovs-dummy'],
  )
  t.strictSame(await readDatapaths(asking({})), [])
})

t.test('what is read of each', async (t) => {
  const datapaths = await readDatapaths(ask)
  t.strictSame(await forEachDatapath(datapaths, async ({ type }) => [type, 1]), ['system', 1, 'netdev', 1, 'dummy', 1])
})
