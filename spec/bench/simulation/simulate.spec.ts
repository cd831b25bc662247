import t from 'tap'
import { earlierRates, formatSimulation } from '../../../bench/simulation/report.js'
import { type Cluster, simulate } from '../../../bench/simulation/simulate.js'

const CLUSTER: Cluster = { nodes: 20, networks: 10, endpoints: 5, seed: 7 }

t.test('a cluster, from its start to another leader', async (t) => {
  const simulation = await simulate(CLUSTER)
  const { log, phases, recovery, unknown } = simulation
  const rateIn = (index: number, kind: Parameters<typeof log.rate>[0][number]) => {
    const { from = 0, to = 0 } = phases[index] ?? {}
    return log.rate([kind], from, to)
  }
  const [start, still, churn, election] = [0, 1, 2, 3]

  t.equal(rateIn(start, 'leader').mean * 60, CLUSTER.nodes, 'each node asks once who leads')
  t.equal(rateIn(start, 'list').mean * 60, CLUSTER.nodes, 'and once for the networks')
  t.equal(rateIn(still, 'leader').peak, 0)
  t.equal(rateIn(still, 'refused').peak, 0)
  // At most ten networks a node, once in ten minutes less a fifth.
  t.ok(rateIn(still, 'inspect').mean > 0)
  t.ok(rateIn(still, 'inspect').mean <= (CLUSTER.nodes * CLUSTER.networks) / (0.8 * 600))
  // Nothing is asked twice for one new container, beside the refreshes.
  t.ok(rateIn(churn, 'inspect').mean > 0.5, 'new containers are asked for')
  t.ok(rateIn(churn, 'inspect').mean <= 1 + (CLUSTER.nodes * CLUSTER.networks) / (0.8 * 600))
  t.ok(rateIn(election, 'refused').mean > 0, 'the dead leader is asked')
  t.ok(recovery !== undefined && recovery > 0)
  t.equal(unknown, 0)

  t.match(formatSimulation(CLUSTER, simulation), /^20 nodes with 5 endpoints each on 10 networks, .* seed 7\./)
  t.strictSame(earlierRates(CLUSTER), { requests: 48, inspects: 40 })
  t.strictSame((await simulate(CLUSTER)).recovery, recovery, 'the same seed gives the same')
})
