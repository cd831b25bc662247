import type { ExpositionWriter } from '../exposition/writer.js'
import type { FamilyDescription } from './declaration.js'
import type { Outcome } from './run-collector.js'

/** What each collector says of itself. */
export const COLLECTOR_HEALTH = {
  success: {
    name: 'ovs_collector_success',
    type: 'gauge',
    help: 'Whether the collector could read all of its source in this scrape.',
    labels: ['collector'],
    source: 'the exporter',
  },
  duration: {
    name: 'ovs_collector_duration_seconds',
    type: 'gauge',
    help: 'Time that the collector took in this scrape; one source that several share counts for each.',
    labels: ['collector'],
    source: 'the exporter',
  },
  age: {
    name: 'ovs_collector_data_age_seconds',
    type: 'gauge',
    help: 'Time since the source confirmed what the collector tells: 0 of what was read in this scrape.',
    labels: ['collector'],
    source: 'the exporter',
  },
} as const satisfies Readonly<Record<string, FamilyDescription>>

/** Writes how the collectors of a scrape fared. */
export function writeCollectorHealth(writer: ExpositionWriter, outcomes: readonly Outcome[]): void {
  const { success, duration, age } = COLLECTOR_HEALTH
  writer.samples(
    success,
    outcomes.map((outcome) => [{ collector: outcome.name }, succeeded(outcome) ? 1 : 0]),
  )
  writer.samples(
    duration,
    outcomes.map(({ name, seconds }) => [{ collector: name }, seconds]),
  )
  writer.samples(
    age,
    outcomes.flatMap(({ name, gathered }) =>
      gathered?.age === undefined ? [] : [[{ collector: name }, gathered.age] as const],
    ),
  )
}

function succeeded({ gathered }: Outcome): boolean {
  return gathered !== undefined && gathered.error === undefined
}
