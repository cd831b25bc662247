import type { TargetRule } from './target.js'

/** How a target is probed. */
export interface ProbeModule {
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
