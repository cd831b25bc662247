import { once } from 'node:events'
import t from 'tap'
import { type IdentitySource, learn, NOBODY } from '../../../lib/exporter/sources/identities.js'
import { collectGarbage } from '../../support/collect-garbage.js'

function identities(learning: (signal: AbortSignal) => Promise<void>): IdentitySource {
  return { ...NOBODY, learn: (_, signal) => learning(signal) }
}

const IDS = new Set(['web.blue-1'])
const PATIENT = new AbortController().signal

t.test('what is to be learnt', async (t) => {
  const told: ReadonlySet<string>[] = []
  const learning: IdentitySource = {
    ...NOBODY,
    learn: async (ids) => {
      told.push(ids)
    },
  }
  await learn(learning, IDS, PATIENT)
  t.equal(told[0], IDS)
})

t.test('for a while, not for ever', async (t) => {
  let ended = false
  await learn(
    identities(async (signal) => {
      const end = once(signal, 'abort')
      setImmediate(collectGarbage)
      await end
      ended = true
    }),
    IDS,
    PATIENT,
  )
  t.ok(ended)
})

t.test('ends with the scrape, or does not begin', async (t) => {
  const deadline = new AbortController()
  await learn(
    identities(async (signal) => {
      t.notOk(signal.aborted)
      deadline.abort()
      t.ok(signal.aborted)
    }),
    IDS,
    deadline.signal,
  )
  await learn(
    identities(async (signal) => {
      t.ok(signal.aborted)
    }),
    IDS,
    deadline.signal,
  )
})

t.test('where there is no Contiv, nobody is known', async (t) => {
  await NOBODY.learn(IDS, PATIENT)
  t.strictSame([NOBODY.size, NOBODY.get('web.blue-1')], [0, undefined])
})
