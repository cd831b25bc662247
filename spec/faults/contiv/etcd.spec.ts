import t from 'tap'
import { AnsweringServer } from '../../support/answering-server.js'
import type { Etcd } from '../../support/etcd.js'
import { eventually } from '../../support/eventually.js'
import { missing } from '../../support/which.js'
import { addressOf, LEADER, startWatchedContiv } from './watched-contiv.js'

t.test('etcd', { skip: missing('ovsdb-server', 'etcd') }, async (t) => {
  const contiv = await startWatchedContiv(t)
  const { etcd, store, exporters, observe, observeUp } = contiv
  let [leader, other] = contiv.netmasters

  await t.test('is killed', (t) =>
    observeUp(t, 'etcd-killed', async () => {
      await etcd.kill()
      await contiv.stayUp()
      await etcd.restart()
    }),
  )

  await t.test('names another leader between two requests', (t) =>
    observeUp(t, 'etcd-leader-changes', async () => {
      const asked = other.count('/api/v1/networks/')
      leader.answer('/api/v1/networks/', (_, response) => {
        const die = () => leader.down()
        void etcd.put(LEADER, addressOf(other)).then(() => response.writeHead(500).end('not the leader any more', die))
        return undefined
      })
      await other.received('/api/v1/networks/', asked + 2)
      await contiv.stayUp()
      leader.answer('/api/v1/networks/', undefined)
      await leader.up()
      ;[leader, other] = [other, leader]
    }),
  )

  const circle = new AnsweringServer(() => ({ status: 307, headers: { Location: '/again' } }))
  await circle.up()
  t.teardown(() => circle.close())
  const etcdPort = Number(new URL(etcd.url).port)
  const lookups = {
    'etcd-and-netmaster-killed': {
      begin: () => etcd.kill(),
      end: () => etcd.restart(),
      told: 'ECONNREFUSED',
    },
    'etcd-no-leader': {
      begin: () => etcd.delete(LEADER),
      end: () => {},
      told: 'expected a Netmaster leader, got none',
    },
    'etcd-leader-no-address': {
      begin: () => etcd.put(LEADER, 'http://somewhere'),
      end: () => {},
      told: 'node.value: expected host:port, got \\"http://somewhere\\"',
    },
    'etcd-leader-not-netmaster': {
      begin: () => etcd.put(LEADER, `127.0.0.1:${etcdPort}`),
      end: () => {},
      told: 'expected status 200, got 404',
    },
    'etcd-redirect-loop': {
      begin: () => store.leadTo(circle.port),
      end: () => store.leadTo(etcdPort),
      told: 'Redirected 3 times',
    },
    'etcd-unauthorized': {
      begin: () => lock(etcd),
      end: () => unlock(etcd),
      told: 'expected status 200, got 401',
    },
  } as const
  for (const fault of Object.keys(lookups) as (keyof typeof lookups)[]) {
    const { begin, end, told } = lookups[fault]
    await t.test(fault, async (t) => {
      await observe(t, fault, async () => {
        await begin()
        await leader.down()
        await contiv.down()
        await contiv.age()
        for (const { program } of Object.values(exporters)) await eventually(() => program.output().includes(told))
        await end()
        await etcd.put(LEADER, addressOf(other))
      })
      await leader.up()
      ;[leader, other] = [other, leader]
    })
  }
})

const ROOT = { user: 'root', password: 'secret' }

/** Nobody but its root may read or write any more. */
async function lock(etcd: Etcd): Promise<void> {
  await administer(etcd, 'PUT', 'users/root', ROOT)
  await administer(etcd, 'PUT', 'enable')
  await administer(etcd, 'PUT', 'roles/guest', { role: 'guest', revoke: { kv: { read: ['/*'], write: ['/*'] } } })
}

function unlock(etcd: Etcd): Promise<void> {
  return administer(etcd, 'DELETE', 'enable')
}

async function administer({ url }: Etcd, method: string, path: string, body?: object): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${ROOT.user}:${ROOT.password}`).toString('base64')}`
  const headers = { authorization, 'content-type': 'application/json' }
  const response = await fetch(new URL(`/v2/auth/${path}`, url), {
    method,
    headers,
    body: JSON.stringify(body) ?? null,
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
}
