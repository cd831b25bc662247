import t from 'tap'
import { openNetmaster } from '../../lib/contiv/open-netmaster.js'
import { startEtcdServer } from '../support/etcd-server.js'
import { startNetmaster } from '../support/netmaster-server.js'

t.test('asks the leader that the store names, or the one that is given', async (t) => {
  const netmaster = await startNetmaster(t)
  const etcd = await startEtcdServer(t, { leader: `127.0.0.1:${netmaster.port}` })
  const names = async (leader: Parameters<typeof openNetmaster>[0]) =>
    (await openNetmaster(leader).networks(AbortSignal.timeout(20_000))).map(({ name }) => name)
  const fixed = await names({ kind: 'fixed', url: new URL(`${netmaster.url}/`) })
  t.ok(fixed.includes('web'))
  t.strictSame(await names({ kind: 'etcd', urls: [new URL(`${etcd.url}/`)] }), fixed)
  etcd.answer('/v1/kv/contiv.io/lock/netmaster/leader', { status: 404 })
  await t.rejects(names({ kind: 'consul', urls: [new URL(`${etcd.url}/`)] }), /leader/)
  t.equal(etcd.count('/v1/kv/contiv.io/lock/netmaster/leader') > 0, true, 'Consul was asked')
})
