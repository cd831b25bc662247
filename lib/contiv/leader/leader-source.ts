import { PayloadError } from '../errors.js'
import { excerpt } from '../excerpt.js'

/** Knows where the Netmaster is that leads: Netmaster itself serves the cluster's state, its followers only pass on. */
export interface LeaderSource {
  /**
   * Looks the leader up, anew at each call.
   *
   * @returns its base URL, the path ending in `/`
   * @throws {LeaderNotFoundError} when no Netmaster leads
   * @throws {ContivError} when the store cannot tell
   */
  resolve(signal?: AbortSignal): Promise<URL>
}

/** Where Netmaster writes its address while it leads (`objdb`, lock `netmaster/leader`); the same path in each store. */
export const LEADER_KEY = 'contiv.io/lock/netmaster/leader'

const MAX_PORT = 65535

/**
 * Reads the value of the leader lock, `host:port`. Netmaster joins the two with a colon and puts no brackets around
 * an IPv6 address, so the last colon decides. No name has more than 253 characters (RFC 1035 section 3.1, in text).
 *
 * @param what what to call the value in messages
 * @throws {PayloadError} when it is no `host:port`
 * @example
 * parseLeader('10.0.0.1:9999', 'leader').href // 'http://10.0.0.1:9999/'
 */
export function parseLeader(value: string, what: string): URL {
  const [, host = '', port = ''] = /^([^\s/?#@]{1,253}):(\d{1,5})$/.exec(value) ?? []
  const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
  const url = URL.canParse(`http://${bracketed}:${port}/`) ? new URL(`http://${bracketed}:${port}/`) : undefined
  if (url === undefined || host === '' || Number(port) === 0 || Number(port) > MAX_PORT) {
    throw new PayloadError(`${what}: expected host:port, got "${excerpt(value)}"`)
  }
  return url
}
