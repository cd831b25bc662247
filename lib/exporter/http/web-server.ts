import type { RequestListener } from 'node:http'
import type { Middleware } from 'koa'
import type { ListenAddress } from '../config/config.js'
import type { Logger } from '../log.js'
import { BasicAuth } from './basic-auth.js'
import { guard } from './guard.js'
import { Listeners } from './listeners.js'
import { PasswordCheck } from './password-check.js'
import type { WebConfig, WebConfigFile, WebConfigFileOptions } from './web-config/index.js'

export interface WebServerOptions {
  readonly listen: readonly ListenAddress[]
  /** The web configuration's file; without one, HTTP for everybody. */
  readonly configFile: string | undefined
  readonly log: Logger
  /** Told of each time the web configuration was read, the first included. */
  readonly onConfig: (successful: boolean) => void
}

/** Serves an application as the web configuration says: over TLS, to users with passwords, so many requests. */
export class WebServer {
  /** What every request has to pass; undefined without a web configuration. */
  readonly guard: Middleware | undefined
  readonly #options: WebServerOptions
  readonly #file: WebConfigFile | undefined
  readonly #passwords = new PasswordCheck()
  #listeners: Listeners | undefined

  /**
   * Makes one, which does not listen yet. What reads a web configuration is loaded only where there is one.
   *
   * @throws {ConfigError} when the web configuration cannot be used
   */
  static async open(options: WebServerOptions): Promise<WebServer> {
    if (options.configFile === undefined) return new WebServer(options)
    const { WebConfigFile } = await import('./web-config/index.js')
    return new WebServer(options, (file) => new WebConfigFile(file))
  }

  private constructor(options: WebServerOptions, open?: (options: WebConfigFileOptions) => WebConfigFile) {
    this.#options = options
    const { configFile: file } = options
    if (file === undefined || open === undefined) return
    const config = open({
      file,
      apply: (changed) => this.#apply(changed),
      onReload: (error) => this.#report(file, error),
    })
    const auth = new BasicAuth((password, hash) => this.#passwords.matches(password, hash))
    this.guard = guard(() => config.current, auth)
    this.#file = config
    options.onConfig(true)
  }

  /**
   * Listens, and follows the web configuration.
   *
   * @returns the URLs under which it can be reached from this host
   * @throws {ListenError} when one address cannot be listened on; then none is
   */
  async start(handler: RequestListener): Promise<readonly string[]> {
    const { listen, log } = this.#options
    this.#listeners = await Listeners.start(listen, handler, {
      tls: this.#file?.current.tls,
      onRefused: (cause, client) => log.debug({ client, cause }, 'handshake refused'),
    })
    this.#file?.start()
    return this.#listeners.urls
  }

  /** Accepts nothing new and resolves when the requests under way are answered, or cut off after `grace` ms. */
  async stop(grace: number): Promise<void> {
    this.#file?.stop()
    await this.#listeners?.stop(grace)
    await this.#passwords.stop()
  }

  #apply({ tls }: WebConfig): void {
    if (tls !== undefined) this.#listeners?.updateTls(tls)
  }

  #report(file: string, error: Error | undefined): void {
    const { log, onConfig } = this.#options
    if (error === undefined) log.info({ file }, 'web configuration reloaded')
    else log.error({ cause: error.message }, 'web configuration not reloaded, the last good one stays in force')
    onConfig(error === undefined)
  }
}
