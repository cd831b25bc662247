import { statSync } from 'node:fs'
import { ConfigError } from '../../config/errors.js'
import { loadWebConfig, type WebConfig } from './load-web-config.js'

export interface WebConfigFileOptions {
  readonly file: string
  /** Told after a reload: what is wrong with the file now, or `undefined` when its content is in force. */
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
  /** What the files looked like when they were last read, whether they were good or not. */
  #seen: string
  #timer: NodeJS.Timeout | undefined

  /** @throws {ConfigError} when the file cannot be used */
  constructor(options: WebConfigFileOptions) {
    this.#options = options
    this.#current = loadWebConfig(options.file)
    this.#seen = lookOf(this.#current.files)
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

  /** Reads the files again if they have changed. */
  refresh(): void {
    const seen = lookOf(this.#current.files)
    if (seen === this.#seen) return
    this.#seen = seen
    const { file, apply, onReload } = this.#options
    try {
      const config = loadWebConfig(file)
      checkStillGuarded(file, this.#current, config)
      checkSameListener(file, this.#current, config)
      apply(config)
      this.#current = config
      this.#seen = lookOf(config.files)
      onReload(undefined)
    } catch (error) {
      onReload(error as Error)
    }
  }
}

/** The identity, size and times of files: another look, another content. Secrets of Kubernetes change by a link. */
function lookOf(files: readonly string[]): string {
  return files
    .map((file) => {
      try {
        const { ino, size, mtimeMs, ctimeMs } = statSync(file)
        return `${ino} ${size} ${mtimeMs} ${ctimeMs}`
      } catch (error) {
        return (error as NodeJS.ErrnoException).code
      }
    })
    .join()
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
