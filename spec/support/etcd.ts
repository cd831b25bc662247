import { type Program, startProgram } from './child-process.js'
import { freePort } from './free-port.js'
import type { Scope } from './scope.js'
import { tempDir } from './temp-dir.js'

/** A real etcd with one member, on loopback. */
export interface Etcd {
  readonly url: string
  /** Writes a key of the v2 API. @param ttl seconds until it expires */
  put(key: string, value: string, ttl?: number): Promise<void>
  delete(key: string): Promise<void>
  /** Sends a signal; resolves when it has ended. Default SIGKILL. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Starts it again with the same data on the same port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts an etcd on an empty store.
 *
 * @example
 * const etcd = await startEtcd(t)
 * await etcd.put('/v2/keys/contiv.io/lock/netmaster/leader', '127.0.0.1:9999', 30)
 */
export async function startEtcd(
  scope: Scope,
  { v2 = true, host = '127.0.0.1' }: { readonly v2?: boolean; readonly host?: string | undefined } = {},
): Promise<Etcd> {
  const dir = tempDir(scope)
  const urlOf = (port: number) => `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const [url, peer] = [urlOf(await freePort(host)), urlOf(await freePort(host))]
  const args = [
    `--data-dir=${dir}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    `--enable-v2=${v2}`,
  ]
  const start = () => startProgram(scope, 'etcd', args, { ready: () => isHealthy(url) })
  let program: Program = await start()
  const change = async (method: string, key: string, form?: URLSearchParams) => {
    const response = await fetch(new URL(key, url), { method, ...(form === undefined ? {} : { body: form }) })
    if (!response.ok) throw new Error(`${method} ${key}: ${response.status} ${await response.text()}`)
  }
  return {
    url,
    put: (key, value, ttl) =>
      change('PUT', key, new URLSearchParams({ value, ...(ttl === undefined ? {} : { ttl: `${ttl}` }) })),
    delete: (key) => change('DELETE', key),
    kill: async (signal = 'SIGKILL') => {
      program.signal(signal)
      await program.ended
    },
    restart: async () => {
      await program.stop()
      program = await start()
    },
    stop: () => program.stop(),
  }
}

async function isHealthy(url: string): Promise<boolean> {
  const response = await fetch(new URL('/health', url))
  return response.ok && (await response.text()).includes('true')
}
