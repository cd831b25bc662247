import { excerpt } from '../jsonrpc/index.js'
import { describe } from './describe.js'
import { InvalidRemoteError } from './errors.js'

/**
 * Where an OVSDB server listens (ovsdb(7), "Connection Methods"), or a WebSocket in front of it.
 *
 * @example
 * const endpoint: Endpoint = parseEndpoint('tcp:10.0.0.7')
 * if (endpoint.kind === 'tcp') console.log(endpoint.host, endpoint.port) // → 10.0.0.7 6640
 */
export type Endpoint =
  | { readonly kind: 'tcp' | 'ssl'; readonly host: string; readonly port: number; readonly name: string }
  | { readonly kind: 'unix'; readonly path: string; readonly name: string }
  | { readonly kind: 'ws' | 'wss'; readonly url: string; readonly name: string }

/**
 * The port IANA assigned to OVSDB; used when a remote names none.
 *
 * @example
 * console.log(DEFAULT_PORT) // → 6640
 */
export const DEFAULT_PORT = 6640

/** A bracketed IPv6 address, its zone (`%br-int`) included, or else a name or IPv4 address: two groups. */
export const HOST = /(?:\[([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[^\s%/[\]]+)?)\]|([^\s:/[\]]+))/.source

const HOST_PORT = new RegExp(`^${HOST}(?::(\\d+))?$`)

/**
 * Parses a remote: `tcp:HOST[:PORT]` or `ssl:HOST[:PORT]`, with IPv6 addresses in brackets, `unix:PATH`, or the URL of a
 * WebSocket behind which a relay such as websockify talks to the server: `ws://HOST[:PORT][/PATH]`, `wss://…`. As URLs,
 * these have the ports 80 and 443 when they name none.
 *
 * @example
 * console.log(parseEndpoint('tcp:[::1]')) // → { kind: 'tcp', host: '::1', port: 6640, name: 'tcp:[::1]' }
 * @throws {@link InvalidRemoteError}
 */
export function parseEndpoint(remote: string): Endpoint {
  const [, kind, rest = ''] = /^([a-z]+):(.*)$/s.exec(remote) ?? []
  if (kind === 'unix' && rest !== '') return { kind, path: rest, name: remote }
  if (kind === 'tcp' || kind === 'ssl') {
    const [, ipv6, name, port] = HOST_PORT.exec(rest) ?? []
    const host = ipv6 ?? name
    if (host !== undefined) return { kind, host, port: parsePort(port, remote), name: remote }
  }
  if (kind === 'ws' || kind === 'wss') return { kind, url: parseUrl(remote), name: remote }
  throw new InvalidRemoteError(
    `expected tcp:HOST[:PORT] or ssl:HOST[:PORT] (an IPv6 address in brackets), unix:PATH, ws://HOST[:PORT][/PATH] or wss://…, got "${excerpt(remote)}"`,
  )
}

/**
 * Parses the remotes of one database, such as the members of a cluster: text with commas between them, or an array with
 * one in each element, whose paths may then hold commas.
 *
 * @example
 * console.log(parseRemotes('tcp:10.0.0.1:6641,tcp:10.0.0.2:6641').length) // → 2
 * @returns at least one
 * @throws {@link InvalidRemoteError}
 */
export function parseRemotes(remotes: string | readonly string[]): readonly Endpoint[] {
  const texts = typeof remotes === 'string' ? remotes.split(',').map((text) => text.trim()) : remotes
  if (!Array.isArray(texts))
    throw new InvalidRemoteError(`expected a text or an array of texts, got ${describe(remotes)}`)
  if (texts.length === 0) throw new InvalidRemoteError('expected at least one remote, got none')
  return texts.map(parseEndpoint)
}

/** A name and password would be told wherever the remote is named; a browser sends none anyway. */
function parseUrl(remote: string): string {
  const url = /^wss?:\/\/[^/\s]\S*$/.test(remote) && URL.canParse(remote) ? new URL(remote) : undefined
  if (url !== undefined && url.username === '' && url.password === '' && url.hash === '') return url.href
  const shown =
    url === undefined || url.username + url.password === '' ? `"${excerpt(remote)}"` : 'one with a name or password'
  throw new InvalidRemoteError(`expected a URL as ws://HOST[:PORT][/PATH], got ${shown}`)
}

function parsePort(text: string | undefined, remote: string): number {
  const port = text === undefined ? DEFAULT_PORT : Number(text)
  if (port >= 1 && port <= 65535) return port
  throw new InvalidRemoteError(`expected a port from 1 to 65535, got ${excerpt(String(text))} in "${excerpt(remote)}"`)
}
