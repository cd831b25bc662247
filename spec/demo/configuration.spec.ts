import t from 'tap'
import { acknowledgeConfiguration } from '../../lib/demo/configuration.js'
import { loadSwitch } from '../../lib/demo/switch.js'
import { perform, rowsOf } from '../support/embedded-database.js'

const ROOT = { table: 'Open_vSwitch', where: [] }

t.test('cur_cfg follows next_cfg', async (t) => {
  const database = loadSwitch('fixtures/ovsdb')
  acknowledgeConfiguration(database)
  perform(database, { op: 'mutate', ...ROOT, mutations: [['next_cfg', '+=', 3]] })
  await null
  const [row] = rowsOf(database, { ...ROOT, columns: ['cur_cfg', 'next_cfg'] })
  t.equal(row?.cur_cfg, row?.next_cfg)
  t.ok((row?.cur_cfg as number) >= 3)
})

t.test('without a root row there is nothing to say', async (t) => {
  const database = loadSwitch('fixtures/ovsdb')
  acknowledgeConfiguration(database)
  perform(database, { op: 'delete', ...ROOT })
  await null
  t.equal(database.tables.get('Open_vSwitch')?.size, 0)
})
