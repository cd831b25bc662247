import type { Mode } from '../config/config.js'
import type { Labels } from '../exposition/labels.js'
import type { Family } from '../exposition/writer.js'

/** A metric family as the catalogue (`--list-metrics`) tells it. */
export interface FamilyDescription extends Family {
  /** The names of its labels, in the order they are written. */
  readonly labels: readonly string[]
  /** Where its values come from: `Interface.statistics:rx_packets`, `coverage/show`, `/api/v1/networks/`. */
  readonly source: string
  /** The first Open vSwitch that tells it, such as `2.15`; absent where every one since 2.0 does. */
  readonly since?: string
}

/** A collector as its flag, `--help` and the catalogue tell it. */
export interface CollectorDescription {
  /** Lower case with underscores: `--collector.<name>`, `COLLECTOR_<NAME>`, `collector="<name>"`. */
  readonly name: string
  /** What it tells, the end of a sentence that begins with "collect": `the state of bridges`. */
  readonly help: string
  /** The modes that have it. */
  readonly modes: readonly Mode[]
  /** Whether it runs when nobody says anything. */
  readonly enabled: boolean
  readonly families: readonly FamilyDescription[]
}

/**
 * Labels (by name, or encoded by `encodeLabels` where many samples share them), a value, and one more label where the
 * samples of one subject differ in one. A value `undefined` is no sample: what the source does not say is absent.
 */
export type Sample = readonly [
  labels: Labels | Uint8Array,
  value: number | bigint | undefined,
  extra?: readonly [name: string, value: string],
]

/** A family, and the pure function that finds its samples in what was read. */
export interface FamilyDeclaration<Reading> extends FamilyDescription {
  readonly samples: (reading: Reading) => Iterable<Sample>
}

/**
 * A collector as a table of data.
 *
 * @example
 * export const COVERAGE = {
 *   name: 'coverage',
 *   help: 'the coverage counters of ovs-vswitchd',
 *   modes: ['ovs', 'netplugin'],
 *   enabled: true,
 *   families: [
 *     {
 *       name: 'ovs_coverage_events_total',
 *       type: 'counter',
 *       help: 'Events, by the name of the counter.',
 *       labels: ['event'],
 *       source: 'coverage/show',
 *       samples: (counters) => counters.map(({ name, total }) => [{ event: name }, total]),
 *     },
 *   ],
 * } as const satisfies CollectorDeclaration<readonly CoverageCounter[]>
 */
export interface CollectorDeclaration<Reading> extends CollectorDescription {
  readonly families: readonly FamilyDeclaration<Reading>[]
}
