import t from 'tap'
import { UnreachableError } from '../../lib/contiv/errors.js'
import { Inventory } from '../../lib/contiv/inventory.js'
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
