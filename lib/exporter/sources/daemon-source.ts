import { CommandNotListedError, type ControlClient, DaemonNotFoundError } from '../../unixctl/index.js'
import { SourceError } from '../collectors/collector.js'
import type { SourceLog } from '../source-log.js'

/** Runs a command on a daemon: what it printed, or undefined where the daemon does not have the command. */
export type Ask = (command: string, ...args: readonly string[]) => Promise<string | undefined>

/**
 * What one collector learns from a daemon, over a connection of its own: an answer that is late holds up no other
 * collector. That there is no daemon is told once in the log that all sources of the daemon share.
 */
export class DaemonSource {
  readonly #client: Pick<ControlClient, 'daemon' | 'call' | 'close'>
  readonly #log: Pick<SourceLog, 'report'>

  constructor(client: Pick<ControlClient, 'daemon' | 'call' | 'close'>, log: Pick<SourceLog, 'report'>) {
    this.#client = client
    this.#log = log
  }

  get daemon(): string {
    return this.#client.daemon
  }

  /**
   * A way to ask within a scrape. It rejects with a {@link SourceError} when there is no daemon, otherwise with what
   * {@link ControlClient.call} throws.
   */
  during(signal: AbortSignal): Ask {
    return async (command, ...args) => {
      try {
        const text = await this.#client.call(command, args, { signal })
        this.#log.report(undefined)
        return text
      } catch (error) {
        if (error instanceof CommandNotListedError) return undefined
        if (!(error instanceof DaemonNotFoundError)) throw error
        this.#log.report(error)
        throw new SourceError(error.message, { cause: error })
      }
    }
  }

  close(): void {
    this.#client.close()
  }
}
