import fc from 'fast-check'
import t from 'tap'
import type { Endpoint } from '../../lib/contiv/endpoint.js'
import { InventoryState } from '../../lib/contiv/inventory-state.js'
import type { Network } from '../../lib/contiv/payload.js'

const REFRESH_MS = 600_000
const WEB = network('web')
const DB = network('db')

function network(name: string, tenant = 'blue', infra = false): Network {
  return { name, tenant, infra, endpointGroups: [] }
}

function endpoint({ name, tenant }: Network, number: string): Endpoint {
  const id = `${name}.${tenant}-${number}`
  return { id, tenant, network: name, group: undefined, host: 'vm', container: `c${number}`, containerId: undefined }
}

/** A state that has listed these networks at 0 and has these ids here. */
function state(networks: readonly Network[], ...ids: readonly string[]): InventoryState {
  const state = new InventoryState(REFRESH_MS, () => 0.5)
  state.listed(networks, 0)
  state.setLocal(new Set(ids))
  return state
}

/** What it would ask now, in short. */
function asks(state: InventoryState, now: number): readonly string[] {
  const { list, inspect } = state.plan(now)
  return [...(list ? ['list'] : []), ...inspect.map(({ name }) => name)]
}

t.test('begins with the list', async (t) => {
  const state = new InventoryState(REFRESH_MS, () => 0.5)
  t.same(asks(state, 0), ['list'])
  t.equal(state.networks, 0)
  state.listed([WEB, DB, network('host', 'default', true)], 0)
  t.equal(state.networks, 2)
  t.same(asks(state, 0), [])
})

t.test('asks about the networks an unknown id may be of, and not about the others', async (t) => {
  const now = state([WEB, DB], 'web.blue-1', 'web.blue-2')
  t.ok(now.wants(0))
  t.same(asks(now, 0), ['web'])
  now.inspected(WEB, [endpoint(WEB, '1'), endpoint(WEB, '2'), endpoint(WEB, 'elsewhere')], 0)
  t.equal(now.endpoints.size, 2, 'only what is here is kept')
  t.notOk(now.wants(0))
  t.same(asks(now, 0), [])
})

t.test('names may hold dots and dashes: every network that fits is asked', async (t) => {
  const [short, long] = [network('a.b', 'c'), network('a', 'b.c-d')]
  const now = state([short, long, WEB], 'a.b.c-d-1')
  t.same(asks(now, 0), ['a.b', 'a'])
  now.inspected(short, [], 0)
  now.inspected(long, [{ ...endpoint(long, '1'), id: 'a.b.c-d-1' }], 0)
  t.equal(now.endpoints.get('a.b.c-d-1')?.tenant, 'b.c-d')
  t.notOk(now.wants(REFRESH_MS - 1))
})

t.test('never asks about a host port, nor about a network that joins hosts', async (t) => {
  const infra = network('contivh1', 'default', true)
  const now = state([WEB, infra], 'hostcontivh0', 'contivh1.default-node-1')
  for (const time of [0, 5000, 100_000]) {
    t.notOk(now.wants(time))
    t.same(asks(now, time), [])
  }
})

t.test('an id that Netmaster does not know is asked for ever less often', async (t) => {
  const now = state([WEB], 'web.blue-stale')
  const asked: number[] = []
  for (let time = 0; time < REFRESH_MS; time += 1000) {
    if (!now.wants(time)) continue
    asked.push(time / 1000)
    t.same(asks(now, time), ['web'])
    now.inspected(WEB, [], time)
  }
  t.same(asked, [0, 5, 15, 35, 75, 155, 315])
})

t.test('the list is asked for again when no network fits, ever less often', async (t) => {
  const now = state([WEB], 'new.blue-1')
  t.notOk(now.wants(0), 'the list is as fresh as can be')
  const asked: number[] = []
  for (let time = 0; time < REFRESH_MS; time += 1000) {
    if (!now.wants(time)) continue
    asked.push(time / 1000)
    t.same(asks(now, time), ['list'])
    now.listed([WEB], time)
    t.notOk(now.wants(time))
  }
  t.same(asked, [5, 15, 35, 75, 155, 315])
})

t.test('a network that appears frees the ids that fit it', async (t) => {
  const now = state([WEB], 'db.blue-1', 'other.blue-1')
  t.notOk(now.wants(0))
  now.listed([WEB, DB], 1000)
  t.same(asks(now, 1000), ['db'])
})

t.test('an id that missed in a network may be of a newer one with a longer name', async (t) => {
  const [short, long] = [network('a', 'b'), network('a.b-c', 'd')]
  const now = state([short], 'a.b-c.d-1')
  now.inspected(short, [], 0)
  t.same(asks(now, 5000), ['list', 'a'])
  now.listed([short, long], 5000)
  t.same(asks(now, 5000), ['a', 'a.b-c'])
  now.inspected(long, [endpoint(long, '1')], 5000)
  t.ok(now.endpoints.has('a.b-c.d-1'))
})

t.test('what is no longer here is forgotten', async (t) => {
  const now = state([WEB, DB], 'web.blue-1', 'web.blue-2', 'db.blue-stale')
  now.inspected(WEB, [endpoint(WEB, '1'), endpoint(WEB, '2')], 0)
  now.inspected(DB, [], 0)
  now.setLocal(new Set(['web.blue-1']))
  t.same([...now.endpoints.keys()], ['web.blue-1'])
  now.setLocal(new Set(['web.blue-1', 'web.blue-2', 'db.blue-stale']))
  t.same(asks(now, 0), ['db', 'web'].sort().reverse(), 'as if never seen')
})

t.test('two with the same id are one', async (t) => {
  const now = state([WEB], 'web.blue-1')
  now.inspected(WEB, [endpoint(WEB, '1'), { ...endpoint(WEB, '1'), container: 'later' }], 0)
  t.equal(now.endpoints.size, 1)
})

t.test('a refresh asks again about the networks with endpoints here', async (t) => {
  const now = state([WEB, DB], 'web.blue-1')
  t.ok(now.finishRefresh(), 'the first list is one')
  t.notOk(now.finishRefresh())
  now.inspected(WEB, [endpoint(WEB, '1')], 0)
  t.equal(now.dueAt, REFRESH_MS)
  t.same(asks(now, REFRESH_MS), ['list'])
  now.listed([WEB, DB], REFRESH_MS)
  t.same(asks(now, REFRESH_MS), ['web'])
  t.notOk(now.finishRefresh())
  t.notOk(now.wants(REFRESH_MS), 'no scrape waits for it')
  now.inspected(WEB, [{ ...endpoint(WEB, '1'), group: 'moved' }], REFRESH_MS)
  t.ok(now.finishRefresh())
  t.equal(now.endpoints.get('web.blue-1')?.group, 'moved')
  t.equal(now.dueAt, 2 * REFRESH_MS)
})

t.test('what Netmaster no longer knows is dropped: an endpoint, or a whole network', async (t) => {
  const now = state([WEB, DB], 'web.blue-1', 'web.blue-2', 'db.blue-1')
  now.inspected(WEB, [endpoint(WEB, '1'), endpoint(WEB, '2')], 0)
  now.inspected(DB, [endpoint(DB, '1')], 0)
  now.inspected(WEB, [endpoint(WEB, '2')], 1000)
  t.same([...now.endpoints.keys()], ['db.blue-1', 'web.blue-2'])
  t.notOk(now.wants(1000), 'and asked for again only later')
  now.inspected(WEB, undefined, 2000)
  t.same([...now.endpoints.keys()], ['db.blue-1'])
  now.listed([WEB], REFRESH_MS)
  t.same(asks(now, REFRESH_MS), ['web', 'db'], 'one that is not listed is asked about')
  now.inspected(DB, undefined, REFRESH_MS)
  t.equal(now.endpoints.size, 0)
  t.same(asks(now, REFRESH_MS), ['web'], 'and is gone')
})

t.test('a list that lacks a network with endpoints here is not believed before its inspection', async (t) => {
  const now = state([WEB, DB], 'web.blue-1', 'db.blue-1', 'db.blue-2')
  now.inspected(WEB, [endpoint(WEB, '1')], 0)
  now.inspected(DB, [endpoint(DB, '1')], 0)
  now.listed([], 5000)
  t.equal(now.networks, 0)
  t.same(asks(now, 5000), ['web', 'db'])
  now.inspected(WEB, [endpoint(WEB, '1')], 5000)
  now.inspectFailed(DB, new Error('broken'), 5000)
  t.same([...now.endpoints.keys()], ['db.blue-1', 'web.blue-1'])
  t.equal(now.error?.message, 'broken')
  now.listed([], 5001)
  t.equal(now.error?.message, 'broken', 'a second such list changes nothing')
  t.same(asks(now, 6000), ['web', 'db'])
  now.inspected(WEB, [endpoint(WEB, '1')], 6000)
  now.inspected(DB, undefined, 6000)
  t.same([...now.endpoints.keys()], ['web.blue-1'])
  t.equal(now.error, undefined)
  now.listed([WEB], 7000)
  t.same(asks(now, 7000), [])
})

t.test('a network that fails keeps its endpoints, is tried again by itself, and holds up no other', async (t) => {
  const now = state([WEB, DB], 'web.blue-1', 'web.blue-2')
  now.inspected(WEB, [endpoint(WEB, '1')], 0)
  now.inspectFailed(WEB, new Error('broken'), 5000)
  t.ok(now.endpoints.has('web.blue-1'))
  t.equal(now.error?.message, 'broken')
  t.equal(now.dueAt, 6000)
  t.notOk(now.wants(5000))
  now.setLocal(new Set(['web.blue-1', 'web.blue-2', 'db.blue-1']))
  t.same(asks(now, 5000), ['db'])
  now.inspected(DB, [endpoint(DB, '1')], 5000)
  t.same(asks(now, 6000), ['web'])
  now.inspectFailed(WEB, new Error('broken'), 6000)
  t.equal(now.dueAt, 8000)
  now.inspected(WEB, [endpoint(WEB, '1'), endpoint(WEB, '2')], 8000)
  t.equal(now.error, undefined)
  t.equal(now.dueAt, REFRESH_MS)
})

t.test('a list that fails is tried again, while known networks are asked about', async (t) => {
  const now = state([WEB], 'web.blue-1')
  now.listFailed(new Error('broken'), REFRESH_MS)
  t.equal(now.error?.message, 'broken')
  t.equal(now.dueAt, REFRESH_MS + 1000)
  t.same(asks(now, REFRESH_MS), ['web'])
  t.same(asks(now, REFRESH_MS + 1000), ['list', 'web'])
  now.listed([WEB], REFRESH_MS + 1000)
  t.equal(now.error, undefined)
})

t.test('a failure that nobody waits for any more is none', async (t) => {
  const now = state([WEB, DB], 'web.blue-1', 'db.blue-1')
  now.inspectFailed(WEB, new Error('web'), 0)
  now.inspectFailed(DB, new Error('db'), 0)
  now.setLocal(new Set(['db.blue-1']))
  t.equal(now.error?.message, 'db')
  now.listed([WEB], 0)
  t.equal(now.error, undefined)

  const refreshed = state([WEB], 'web.blue-1')
  refreshed.inspected(WEB, [endpoint(WEB, '1')], 0)
  refreshed.listed([WEB], REFRESH_MS)
  refreshed.inspectFailed(WEB, new Error('web'), REFRESH_MS)
  refreshed.setLocal(new Set(['web.blue-1']))
  t.equal(refreshed.error?.message, 'web')
  refreshed.setLocal(new Set())
  t.equal(refreshed.error, undefined)
})

t.test(
  'a network that failed is tried again by itself, even if all that wait for it were asked for lately',
  async (t) => {
    const now = state([WEB], 'web.blue-1')
    now.inspected(WEB, [], 0)
    now.setLocal(new Set(['web.blue-1', 'web.blue-2']))
    now.inspectFailed(WEB, new Error('broken'), 0)
    now.setLocal(new Set(['web.blue-1']))
    t.equal(now.dueAt, 1000)
    t.same(asks(now, 1000), ['web'])
  },
)

t.test('whatever happens: what is due, or wanted, is something to ask, and all is known in the end', async () => {
  const all = [WEB, network('a.b', 'c'), network('a', 'b.c-d')]
  const ids = ['a.b.c-d-1', 'new.blue-1', 'web.blue-1', 'web.blue-2']
  const step = fc.oneof(
    fc.record({ wait: fc.constantFrom(1, 500, 1000, 5000, 30_000, REFRESH_MS) }),
    fc.record({ local: fc.subarray(ids) }),
    fc.record({ list: fc.option(fc.subarray(all)) }),
    fc.record({ answer: fc.constantFrom('all', 'some', 'none', 'gone', 'broken') }),
  )
  const answer = (now: InventoryState, network: Network, kind: string, time: number) => {
    const endpoints = ids
      .filter((id) => id.startsWith(`${network.name}.${network.tenant}-`))
      .map((id) => ({ ...endpoint(network, ''), id }))
    if (kind === 'broken') now.inspectFailed(network, new Error('broken'), time)
    else if (kind === 'gone') now.inspected(network, undefined, time)
    else now.inspected(network, kind === 'none' ? [] : endpoints.slice(kind === 'some' ? 1 : 0), time)
  }
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const now = new InventoryState(REFRESH_MS, () => 0.5)
      let time = 0
      let local: readonly string[] = []
      for (const step of steps) {
        const { list, inspect } = now.plan(time)
        if ('wait' in step) time += step.wait
        else if ('answer' in step) for (const network of inspect) answer(now, network, step.answer, time)
        else if ('local' in step) {
          local = step.local
          now.setLocal(new Set(local))
        } else if (list && step.list !== null) now.listed(step.list, time)
        else if (list) now.listFailed(new Error('broken'), time)
        const asked = asks(now, time)
        if (now.dueAt <= time && asked.length === 0) throw new Error(`due at ${now.dueAt}, nothing to ask at ${time}`)
        if (now.wants(time) && asked.length === 0) throw new Error(`wanted, nothing to ask at ${time}`)
      }
      for (const end = time + 3 * REFRESH_MS; time < end; time += 30_000) {
        if (now.plan(time).list) now.listed(all, time)
        for (const network of now.plan(time).inspect) answer(now, network, 'all', time)
      }
      const known = [...now.endpoints.keys()].sort().join()
      const expected = local.filter((id) => !id.startsWith('new')).join()
      if (known !== expected || now.error !== undefined) throw new Error(`expected ${expected}, knows ${known}`)
    }),
    { numRuns: 1000 },
  )
})
