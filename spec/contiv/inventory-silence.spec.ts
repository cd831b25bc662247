import t from 'tap'
import type { Endpoint } from '../../lib/contiv/endpoint.js'
import { HttpStatusError, UnreachableError } from '../../lib/contiv/errors.js'
import { DEFAULT_REFRESH_INTERVAL_MS, Inventory, type InventoryStatus } from '../../lib/contiv/inventory.js'
import { eventually } from '../support/eventually.js'
import { ManualClock } from '../support/manual-clock.js'

t.test('who does not answer one inspection is not asked the rest, and is down', async (t) => {
  const names = Array.from({ length: 20 }, (_, index) => `n${index}`)
  const silence = new UnreachableError('expected an answer within 3000 ms')
  let givenUp = 0
  const netmaster = {
    requests: 0,
    version: async () => '',
    networks: async () => names.map((name) => ({ name, tenant: 't', infra: false, endpointGroups: [] })),
    inspectNetwork: (_: string, network: string, signal?: AbortSignal) =>
      new Promise<never>((_, reject) => {
        if (network === 'n3') setImmediate(() => reject(silence))
        else
          signal?.addEventListener('abort', () => {
            givenUp++
            reject(signal.reason)
          })
      }),
  }
  const clock = new ManualClock()
  using inventory = new Inventory({ netmaster, clock })
  inventory.start()
  await inventory.learn(new Set(names.map((name) => `${name}.t-1`)))
  t.match(inventory.status(), { up: false, error: silence, endpoints: 0, networks: 20 })
  t.equal(givenUp, 19)
  t.equal(inventory.isUnknown('n0.t-1'), false, 'it was not told that Netmaster does not know it')
})

t.test('who refuses slowly is down with the first refusal, and is asked each thing once a round', async (t) => {
  const names = Array.from({ length: 12 }, (_, index) => `n${index}`)
  const clock = new ManualClock()
  const asked: string[] = []
  const statuses: (readonly [InventoryStatus, refused: number])[] = []
  let refuses = false
  let refused = 0
  const netmaster = {
    requests: 0,
    version: async () => '',
    networks: async () => names.map((name) => ({ name, tenant: 't', infra: false, endpointGroups: [] })),
    inspectNetwork: async (tenant: string, network: string) => {
      asked.push(network)
      if (!refuses) return [endpoint(tenant, network)]
      // The first are due again before the last is done.
      await turn(asked.length)
      clock.advance(10_000)
      refused++
      throw new HttpStatusError('GET /', 500, '')
    },
  }
  using inventory = new Inventory({ netmaster, clock, onChange: (status) => statuses.push([status, refused]) })
  inventory.start()
  await inventory.learn(new Set(names.map((name) => `${name}.t-1`)))
  t.match(statuses, [[{ up: true }, 0]])
  refuses = true
  asked.length = 0
  clock.advance(DEFAULT_REFRESH_INTERVAL_MS * 1.2)
  await eventually(() => statuses.length === 2)
  t.match(statuses[1], [{ up: false, error: { code: 'HTTP_STATUS' }, endpoints: 12 }, 1])
  await eventually(() => clock.timers > 0)
  t.strictSame(asked.sort(), names.sort())
})

function endpoint(tenant: string, network: string): Endpoint {
  const id = `${network}.${tenant}-1`
  return { id, tenant, network, group: undefined, host: '', container: '', containerId: undefined }
}

/** So many turns of the event loop. */
async function turn(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await new Promise(setImmediate)
}
