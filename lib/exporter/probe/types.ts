import type { TargetRule } from './target.js'

/** The databases that there are collectors for. */
export type ProbeDatabase = 'Open_vSwitch' | 'hardware_vtep'

/** How a target is probed. */
export interface ProbeModule {
  /** The database to read. */
  readonly database: ProbeDatabase
  /** The collectors to run, by name. */
  readonly collectors: ReadonlySet<string>
  /** Milliseconds a probe may take at most. */
  readonly timeout: number
  /** How many probes there may be at once. */
  readonly connections: number
}

export interface ProbeConfig {
  readonly targets: readonly TargetRule[]
  readonly modules: ReadonlyMap<string, ProbeModule>
}
