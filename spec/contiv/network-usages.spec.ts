import t from 'tap'
import { HttpClient } from '../../lib/contiv/http-client.js'
import { FixedLeader } from '../../lib/contiv/leader/fixed-leader.js'
import { Netmaster } from '../../lib/contiv/netmaster.js'
import { askNetworkUsages } from '../../lib/contiv/network-usages.js'
import { inspection, inspectPath } from '../support/contiv.js'
import { startNetmaster } from '../support/netmaster-server.js'
import type { Scope } from '../support/scope.js'

async function scene(t: Scope) {
  const server = await startNetmaster(t)
  const http = new HttpClient({ timeout: 1000 })
  const netmaster = new Netmaster({ leader: new FixedLeader(new URL(server.url)), http })
  return { server, ask: () => askNetworkUsages(netmaster, new AbortController().signal) }
}

t.test('every network, with the groups that are configured on it', async (t) => {
  const { server, ask } = await scene(t)
  const usages = await ask()
  t.strictSame(
    usages.map(({ tenant, network, infra, configured, endpoints, allocated, free }) => [
      ...[tenant, network, infra, configured.join(), endpoints, allocated, free],
    ]),
    [
      ['blue', 'db', false, 'backend', 2, 2, 252],
      ['blue', 'web', false, 'frontend', 5, 5, 248],
      ['default', 'contivh1', true, '', 1, 1, 253],
      ['default', 'contivnet', false, 'app', 2, 2, 251],
    ],
  )
  t.equal(server.count(), 5)
})

t.test('one that went away meanwhile is not there', async (t) => {
  const { server, ask } = await scene(t)
  server.answer(inspectPath('blue', 'web'), { status: 500, body: 'network not found\n' })
  t.strictSame(
    (await ask()).map(({ network }) => network),
    ['db', 'contivh1', 'contivnet'],
  )
})

t.test('an answer that is of another network fails them all', async (t) => {
  const { server, ask } = await scene(t)
  server.answer(inspectPath('blue', 'web'), inspection('blue', 'db', []))
  await t.rejects(ask(), {
    message: 'GET /api/v1/inspect/networks/blue:web/: expected network web.blue, got db.blue',
  })
})

t.test('when one does not answer, the others are given up', async (t) => {
  const failure = new Error('no answer')
  const given: unknown[] = []
  const netmaster = {
    networks: async () => ['a', 'b', 'c'].map((name) => ({ name, tenant: 't', infra: false, endpointGroups: [] })),
    networkUsage: (_: string, network: string, signal?: AbortSignal) =>
      new Promise<never>((_, reject) => {
        if (network === 'b') return reject(failure)
        signal?.addEventListener('abort', () => {
          given.push(signal.reason)
          reject(signal.reason)
        })
      }),
  }
  await t.rejects(askNetworkUsages(netmaster, new AbortController().signal), failure)
  t.strictSame(given, [failure, failure])
})

t.test('one that cannot be asked fails them all', async (t) => {
  const { server, ask } = await scene(t)
  server.answer(inspectPath('blue', 'web'), { status: 500, body: 'store is away\n' })
  await t.rejects(ask(), { code: 'HTTP_STATUS' })
})
