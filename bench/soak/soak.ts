import type { Scope } from '../../spec/support/scope.js'
import type { Counts } from '../programs/soak.js'
import { type Census, takeCensus } from './heap.js'
import type { Options } from './options.js'
import { startPeers } from './peers.js'
import { type Events, rest, runRound, type Stage } from './round.js'
import { type Sample, takeSample } from './sample.js'
import { Visitors } from './visitors.js'
import { startClient, startExporters, type Watched } from './watched.js'

/** What was seen of one program. */
export interface Observation {
  readonly name: string
  /** At rest after each round. */
  readonly samples: readonly Sample[]
  /** What was in its heap after the rounds of {@link censusRounds}. */
  readonly censuses: readonly Census[]
}

export interface Soaked {
  readonly observations: readonly Observation[]
  readonly events: Events
  /** What the program did that uses the client library. */
  readonly calls: Counts
}

/** The rounds after which heaps are looked through: when everything has happened a few times, half way to the end, at the end. */
export function censusRounds(rounds: number): readonly number[] {
  const first = Math.max(1, Math.floor(rounds / 4))
  return [first, Math.floor((first + rounds) / 2), rounds]
}

/** Compresses a week into some minutes. @param progress told what is going on */
export async function soak(scope: Scope, options: Options, progress: (text: string) => void): Promise<Soaked> {
  const { rounds, minutes, churn } = options
  progress('starting everybody')
  const stage = await startStage(scope, options.endpoints)
  const programs: readonly Watched[] = [...stage.exporters.map(({ exporter }) => exporter), stage.client]
  const observations = programs.map(({ name }) => ({ name, samples: [] as Sample[], censuses: [] as Census[] }))
  for (let round = 1; round <= rounds; round++) {
    const part = Math.floor((churn * round) / rounds) - Math.floor((churn * (round - 1)) / rounds)
    await runRound(stage, { churn: part, duration: (minutes * 60_000) / rounds })
    await rest(stage)
    const samples = await Promise.all(programs.map(({ pid, inspector }) => takeSample(pid, inspector)))
    for (const [index, { samples: earlier, censuses }] of observations.entries()) {
      const [sample, program] = [samples[index], programs[index]]
      if (sample !== undefined) earlier.push(sample)
      // Behind the sample: the snapshot itself leaves memory to the program.
      if (program !== undefined && censusRounds(rounds).includes(round)) {
        censuses.push(takeCensus(await program.inspector.heapSnapshot()))
      }
    }
    progress(`round ${round} of ${rounds}: ${describe(observations)}`)
  }
  return { observations, events: stage.events, calls: await stage.client.counts() }
}

async function startStage(scope: Scope, endpoints: number): Promise<Stage> {
  const peers = await startPeers(scope)
  await peers.endpoints.add(endpoints)
  const visits = { scrapes: 0, hangUps: 0, refusals: 0, viewers: 0, messages: 0 }
  const events = Object.assign(visits, {
    endpoints: 0,
    brokenConnections: 0,
    restarts: 0,
    leaderChanges: 0,
    netmasterChanges: 0,
  })
  const exporters = await startExporters(scope, peers)
  const client = await startClient(scope, peers)
  return {
    peers,
    client,
    events,
    exporters: exporters.map((exporter, index) => ({
      exporter,
      visitors: new Visitors(exporter, index === 0 ? peers.ovsdb.remote : undefined, events),
    })),
  }
}

function describe(observations: readonly Observation[]): string {
  const texts = observations.map(({ samples }) => {
    const last = samples.at(-1)
    return last === undefined ? '' : `${last.rss.toFixed(0)}/${last.heap.toFixed(1)} MB`
  })
  return `resident/heap ${texts.join(', ')}`
}
