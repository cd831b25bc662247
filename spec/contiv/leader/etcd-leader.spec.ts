import t from 'tap'
import { LeaderNotFoundError } from '../../../lib/contiv/errors.js'
import { HttpClient } from '../../../lib/contiv/http-client.js'
import { EtcdLeader } from '../../../lib/contiv/leader/etcd-leader.js'
import { startEtcd } from '../../support/etcd.js'
import { startEtcdServer } from '../../support/etcd-server.js'
import { freePort } from '../../support/free-port.js'
import { missing } from '../../support/which.js'

const KEY = '/v2/keys/contiv.io/lock/netmaster/leader'

t.test('reads the captured answers', async (t) => {
  const etcd = await startEtcdServer(t, { leader: '127.0.0.1:9999' })
  const leader = new EtcdLeader([new URL(etcd.url)])
  t.equal((await leader.resolve()).href, 'http://127.0.0.1:9999/')
  etcd.setLeader(undefined)
  await t.rejects(leader.resolve(), LeaderNotFoundError)
})

t.test('asks for a quorum', async (t) => {
  const etcd = await startEtcdServer(t)
  const queries: unknown[] = []
  etcd.answer(KEY, ({ url }) => {
    queries.push(url?.split('?')[1])
    return { body: { node: { value: '10.0.0.1:9999' } } }
  })
  await new EtcdLeader([new URL(etcd.url)]).resolve()
  t.same(queries, ['quorum=true'])
})

t.test('says what is wrong with the answer', async (t) => {
  const etcd = await startEtcdServer(t, { leader: 'nonsense' })
  const leader = new EtcdLeader([new URL(etcd.url)], new HttpClient({ timeout: 1000 }))
  await t.rejects(leader.resolve(), {
    code: 'BAD_PAYLOAD',
    message: /node\.value: expected host:port, got "nonsense"$/,
  })
  etcd.answer(KEY, { body: { node: { dir: true } } })
  await t.rejects(leader.resolve(), { code: 'BAD_PAYLOAD', message: /node\.value: expected string, got nothing$/ })
  etcd.answer(KEY, { status: 500, body: '{"errorCode":300,"message":"Raft Internal Error"}' })
  await t.rejects(leader.resolve(), { code: 'HTTP_STATUS', message: /got 500: .*Raft Internal Error/ })
  const endless = `{"errorCode":100,"x":${'['.repeat(1000)}${']'.repeat(1000)}}`
  for (const body of ['404 page not found\n', '{"errorCode":104}', endless]) {
    etcd.answer(KEY, { status: 404, body })
    await t.rejects(leader.resolve(), { code: 'HTTP_STATUS', message: /--enable-v2/ }, body)
  }
})

t.test('follows the leader in a real etcd, past an endpoint that is dead', { skip: missing('etcd') }, async (t) => {
  const etcd = await startEtcd(t)
  const dead = new URL(`http://127.0.0.1:${await freePort()}`)
  const leader = new EtcdLeader([dead, new URL(etcd.url)])
  await t.rejects(leader.resolve(), LeaderNotFoundError, 'before the first election')
  await etcd.put(KEY, '10.0.0.1:9999', 30)
  t.equal((await leader.resolve()).href, 'http://10.0.0.1:9999/')
  await etcd.put(KEY, '10.0.0.2:9999', 30)
  t.equal((await leader.resolve()).href, 'http://10.0.0.2:9999/')
  await etcd.delete(KEY)
  await t.rejects(leader.resolve(), LeaderNotFoundError, 'after the lock was released')
  await etcd.stop()
  await t.rejects(leader.resolve(), { code: 'UNREACHABLE', message: /none of the 2 etcd endpoints answered/ })
})

t.test('a real etcd without its v2 API is told as that', { skip: missing('etcd') }, async (t) => {
  const etcd = await startEtcd(t, { v2: false })
  await t.rejects(new EtcdLeader([new URL(etcd.url)]).resolve(), { code: 'HTTP_STATUS', message: /--enable-v2/ })
})
