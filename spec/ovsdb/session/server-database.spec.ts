import t from 'tap'
import { ServerDatabases } from '../../../lib/ovsdb/session/server-database.js'

const ROW = {
  _version: ['uuid', '00000000-0000-4000-8000-000000000000'],
  name: 'D',
  model: 'clustered',
  connected: true,
  leader: true,
  schema: '{"name":"D"}',
  cid: ['uuid', 'c'],
  sid: ['uuid', 's'],
  index: 7,
}
const READ = {
  name: 'D',
  model: 'clustered',
  connected: true,
  leader: true,
  schema: '{"name":"D"}',
  cid: 'c',
  sid: 's',
  index: 7,
}
const NOTHING = { schema: undefined, cid: undefined, sid: undefined, index: undefined }

t.test('what is left out has its default', async (t) => {
  const servers = new ServerDatabases()
  t.equal(servers.get('D'), undefined)
  servers.apply({ Database: { u: { initial: { name: 'D', model: 'relay' } } } })
  t.strictSame(servers.get('D'), { ...NOTHING, name: 'D', model: 'relay', connected: false, leader: false })
  t.equal(servers.get('E'), undefined)
})

t.test('a row comes, changes and goes', async (t) => {
  const servers = new ServerDatabases()
  servers.apply({ Database: { u: { initial: ROW } } })
  t.strictSame(servers.get('D'), READ)
  servers.apply({ Database: { u: { modify: { leader: false, index: 2n ** 60n } } } })
  t.strictSame(servers.get('D'), { ...READ, leader: false, index: 2n ** 60n })
  servers.apply({ Database: { u: { modify: { schema: ['set', []], cid: ['set', []], index: ['set', []] } } } })
  t.strictSame(servers.get('D'), { ...READ, ...NOTHING, sid: 's', leader: false })
  servers.apply({ Database: { u: { delete: null }, v: { insert: ROW } } })
  t.strictSame(servers.get('D'), READ)
  servers.apply({ Database: { v: { delete: null } } })
  t.equal(servers.get('D'), undefined)
})

t.test('a model that is not known counts as standalone', async (t) => {
  const servers = new ServerDatabases()
  servers.apply({ Database: { u: { initial: { ...ROW, model: 'quantum' } } } })
  t.equal(servers.get('D')?.model, 'standalone')
})

t.test('nonsense is passed over', async (t) => {
  const servers = new ServerDatabases()
  for (const nonsense of [
    undefined,
    null,
    {},
    { Database: null },
    { Database: 'text' },
    { Database: { u: null } },
    7,
  ]) {
    servers.apply(nonsense as never)
  }
  servers.apply({ Database: { u: { initial: { name: 'D', model: 7, connected: 'yes', cid: 'c', index: 'one' } } } })
  t.strictSame(servers.get('D'), { ...NOTHING, name: 'D', model: 'standalone', connected: false, leader: false })
})
