import type { Client, ClientOptions } from '../../ovsdb/index.js'
import type { Collector } from '../collectors/collector.js'
import type { Config } from '../config/config.js'
import type { Format } from '../exposition/format.js'
import type { SharedText } from '../exposition/shared-text.js'
import type { Logger } from '../log.js'
import { Scraper } from '../scraper.js'
import type { Target } from './target.js'
import type { ProbeDatabase, ProbeModule } from './types.js'

/** The module that is meant when none is named. */
export const DEFAULT_MODULE = 'default'

/** What a probe needs of a client. */
export type ProbingClient = Pick<Client<never>, 'start' | 'close' | 'status' | 'onStatus'>

/** Makes the client of a target, and the collectors of its database. */
export type OpenTarget = (
  remote: string,
  options: Omit<ClientOptions, 'database'>,
  log: { report(error: Error | undefined): void },
) => { readonly client: ProbingClient; readonly collectors: readonly Collector[] }

export interface ProberOptions {
  readonly config: Pick<Config, 'tls' | 'seriesLimit'>
  readonly open: Readonly<Record<ProbeDatabase, OpenTarget>>
  readonly log: Pick<Logger, 'debug'>
}

/** What a probe is asked for. */
export interface ProbeRequest {
  readonly target: Target
  readonly module: ProbeModule
  /** Milliseconds. */
  readonly timeout: number
  readonly format: Format
}

/** Longest reply taken from a target, in bytes. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024
/** A probe connects once: what fails is told, and the next one tries again. */
const NO_RETRY = { min: 3_600_000, max: 3_600_000 }

/** Probes OVSDB servers: each probe has a connection of its own, from its beginning to its end. */
export class Prober {
  readonly #options: ProberOptions
  readonly #running = new Map<ProbeModule, number>()

  constructor(options: ProberOptions) {
    this.#options = options
  }

  /** Whether the module has as many probes under way as it may. */
  isBusy(module: ProbeModule): boolean {
    return (this.#running.get(module) ?? 0) >= module.connections
  }

  /** The text of one probe. A target that does not answer is `ovs_up 0` in it. */
  async probe({ target, module, timeout, format }: ProbeRequest): Promise<SharedText> {
    const { config, open, log } = this.#options
    this.#count(module, 1)
    const report = (error: Error | undefined) => {
      if (error !== undefined) log.debug({ target: target.remote, cause: error.message }, 'probe failed')
    }
    const options = {
      tls: target.transport === 'ssl' ? config.tls : undefined,
      maxMessageBytes: MAX_MESSAGE_BYTES,
      connectTimeout: timeout,
      backoff: NO_RETRY,
    }
    const { client, collectors } = open[module.database](target.remote, options, { report })
    const began = performance.now()
    try {
      client.start()
      await settled(client)
      if (client.status.state === 'disconnected') report(client.status.cause)
      const scraper = new Scraper({
        collectors,
        own: async () => () => {},
        observe: () => {},
        report: (_, error) => report(error),
        seriesLimit: config.seriesLimit,
      })
      const left = Math.max(1, timeout - (performance.now() - began))
      return await scraper.scrape({ timeout: left, collect: module.collectors, format })
    } finally {
      this.#count(module, -1)
      // The text is not kept waiting for the goodbye: it is another one's turn then.
      void client.close()
    }
  }

  #count(module: ProbeModule, change: 1 | -1): void {
    this.#running.set(module, (this.#running.get(module) ?? 0) + change)
  }
}

/** Resolves when the first attempt to connect has ended, one way or the other. */
function settled(client: ProbingClient): Promise<void> {
  return new Promise((resolve) => {
    const leave = client.onStatus(({ state }) => {
      if (state === 'connecting') return
      leave()
      resolve()
    })
  })
}
