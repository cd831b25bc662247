import { ConfigError } from '../../config/errors.js'
import { loadWebConfig, type WebConfig } from './load-web-config.js'
import { lookAt } from './look-at.js'

export interface WebConfigFileOptions {
  readonly file: string
  /** Told after a reload: what is wrong with the file now, once, or `undefined` when its content is in force. */
  readonly onReload: (error: Error | undefined) => void
  /** Puts a new configuration into force. What it throws keeps the old one there. */
  readonly apply: (config: WebConfig) => void
  /** Milliseconds between two looks at the files. */
  readonly interval?: number
}

/** As long as Prometheus' shortest sensible scrape interval. */
const INTERVAL = 1000

/** A web configuration that follows its files: the last good one is in force. */
export class WebConfigFile {
  readonly #options: WebConfigFileOptions
  #current: WebConfig
  /** What was wrong when the files were last read. Then they are read each time: what mends it may be none of them. */
  #complaint: string | undefined
  #timer: NodeJS.Timeout | undefined

  /** @throws {ConfigError} when the file cannot be used */
  constructor(options: WebConfigFileOptions) {
    this.#options = options
    this.#current = loadWebConfig(options.file)
  }

  get current(): WebConfig {
    return this.#current
  }

  start(): void {
    this.#timer ??= setInterval(() => this.refresh(), this.#options.interval ?? INTERVAL).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Reads the files again if they have changed, or were wrong. */
  refresh(): void {
    if (this.#complaint === undefined && isUnchanged(this.#current)) return
    const { file, apply, onReload } = this.#options
    try {
      const config = loadWebConfig(file)
      checkStillGuarded(file, this.#current, config)
      checkSameListener(file, this.#current, config)
      apply(config)
      this.#current = config
      this.#complaint = undefined
      onReload(undefined)
    } catch (error) {
      const { message } = error as Error
      if (message === this.#complaint) return
      this.#complaint = message
      onReload(error as Error)
    }
  }
}

function isUnchanged({ files }: WebConfig): boolean {
  return [...files].every(([file, look]) => lookAt(file) === look)
}

/** A file is empty while it is being written, or when the disk is full: that is no reason to let everybody in. */
function checkStillGuarded(file: string, before: WebConfig, after: WebConfig): void {
  if (before.users.size === 0 || after.users.size > 0) return
  throw new ConfigError(`${file}: basic_auth_users: expected users until the next start, got none`)
}

/** What a listening server cannot change. */
function checkSameListener(file: string, before: WebConfig, after: WebConfig): void {
  const authOf = ({ tls }: WebConfig) => tls?.clientAuth ?? 'no TLS'
  if (authOf(before) === authOf(after)) return
  const expected = `${authOf(before)} until the next start`
  throw new ConfigError(`${file}: tls_server_config.client_auth_type: expected ${expected}, got ${authOf(after)}`)
}
