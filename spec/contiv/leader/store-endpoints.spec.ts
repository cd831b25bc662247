import t from 'tap'
import { LeaderNotFoundError, PayloadError } from '../../../lib/contiv/errors.js'
import { HttpClient, type HttpResponse, readJson } from '../../../lib/contiv/http-client.js'
import { StoreEndpoints } from '../../../lib/contiv/leader/store-endpoints.js'
import { AnsweringServer } from '../../support/answering-server.js'
import type { Scope } from '../../support/scope.js'

const PATH = '/key'

async function cluster(t: Scope, size: number) {
  const members = await Promise.all(
    Array.from({ length: size }, async (_, index) => {
      const member = new AnsweringServer(() => ({ body: { member: index } }))
      await member.up()
      t.teardown(() => member.close())
      return member
    }),
  )
  const http = new HttpClient({ timeout: 1000 })
  const urls = members.map(({ url }) => new URL(url))
  const endpoints = new StoreEndpoints('etcd', urls, http)
  const ask = (read: (response: HttpResponse) => unknown = readJson) => endpoints.ask('key', read)
  const counts = () => members.map((member) => member.count(PATH))
  return { members, endpoints, ask, counts, http }
}

t.test('the first answers, the others are left alone', async (t) => {
  const { ask, counts } = await cluster(t, 3)
  t.same(await ask(), { member: 0 })
  t.same(counts(), [1, 0, 0])
})

t.test('one that is dead or talks nonsense is passed over, and the one that answered is asked first', async (t) => {
  const { members, ask, counts } = await cluster(t, 4)
  await members[0]?.down()
  members[1]?.answer(PATH, { status: 500, body: 'no quorum' })
  members[2]?.answer(PATH, { body: '<html>' })
  t.same(await ask(), { member: 3 })
  t.same(counts(), [0, 1, 1, 1])
  t.same(await ask(), { member: 3 })
  t.same(counts(), [0, 1, 1, 2])
  members[1]?.answer(PATH, undefined)
  await members[3]?.down()
  t.same(await ask(), { member: 1 }, 'goes round')
  t.same(counts(), [0, 2, 1, 2])
})

t.test('all failures are told together', async (t) => {
  const { members, ask } = await cluster(t, 2)
  const [first, second] = members
  await first?.down()
  second?.answer(PATH, { status: 500, body: 'no quorum' })
  await t.rejects(ask(), {
    code: 'UNREACHABLE',
    message:
      `none of the 2 etcd endpoints answered: GET ${first?.url}/key: connect ECONNREFUSED 127.0.0.1:${first?.port}; ` +
      `GET ${second?.url}/key: expected status 200, got 500: no quorum`,
  })
})

t.test('the only endpoint fails with its own error', async (t) => {
  const { members, ask } = await cluster(t, 1)
  members[0]?.answer(PATH, { body: 'x' })
  await t.rejects(ask(), PayloadError)
})

t.test('"no leader" is an answer: nobody else is asked', async (t) => {
  const { members, ask, counts, http } = await cluster(t, 3)
  await members[0]?.down()
  const noLeader = () => {
    throw new LeaderNotFoundError('none')
  }
  await t.rejects(ask(noLeader), LeaderNotFoundError)
  t.same(counts(), [0, 1, 0])
  t.equal(http.requests, 2)
  t.same(await ask(), { member: 1 })
  t.equal(http.requests, 3, 'and its member is asked first')
})

t.test('an abort ends the round', async (t) => {
  const { members, endpoints, counts } = await cluster(t, 2)
  members[0]?.answer(PATH, { delay: new Promise(() => {}) })
  const abort = new AbortController()
  const reason = new Error('enough')
  const pending = endpoints.ask('key', readJson, abort.signal)
  await members[0]?.received(PATH, 1)
  abort.abort(reason)
  await t.rejects(pending, reason)
  t.same(counts(), [1, 0])
})
