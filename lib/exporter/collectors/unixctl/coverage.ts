import { type Coverage, parseCoverageShow } from '../../../unixctl/index.js'
import { SWITCH_MODES } from '../../config/config.js'
import type { Ask } from '../../sources/daemon-source.js'
import type { CollectorDeclaration, Sample } from '../declaration.js'
import type { FromDaemons } from './each-daemon.js'

/** The daemons' own event counters. */
export const COVERAGE = {
  name: 'coverage',
  help: 'how often events happened in ovs-vswitchd and ovsdb-server',
  modes: SWITCH_MODES,
  enabled: true,
  families: [
    {
      name: 'ovs_coverage_events_total',
      type: 'counter',
      help: "Events in the daemon since it started, by the daemon's name for them; those that never happened are absent.",
      labels: ['daemon', 'event'],
      source: 'coverage/show',
      *samples({ answers }): Iterable<Sample> {
        for (const { daemon, answer } of answers) {
          for (const [event, count] of answer.events) yield [{ daemon, event }, count]
        }
      },
    },
  ],
} as const satisfies CollectorDeclaration<FromDaemons<Coverage>>

export async function readCoverage(ask: Ask): Promise<Coverage | undefined> {
  const text = await ask('coverage/show')
  return text === undefined ? undefined : parseCoverageShow(text)
}
