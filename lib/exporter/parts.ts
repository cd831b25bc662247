import type { Feed } from '../live/index.js'
import type { Collector } from './collectors/collector.js'
import type { ReadinessCheck } from './routes/health.js'

/** What a mode contributes. */
export interface Parts {
  /** Every collector of the mode; the exporter runs those that are turned on. */
  readonly collectors: readonly Collector[]
  readonly readiness: readonly ReadinessCheck[]
  /** What the live page shows. */
  openFeed(version: string): Feed
  start(): void
  stop(): Promise<void>
}
