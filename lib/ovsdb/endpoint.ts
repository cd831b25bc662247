import { InvalidRemoteError } from './errors.js'

/** Where an OVSDB server listens (ovsdb(7), "Connection Methods"). */
export type Endpoint =
  | { readonly kind: 'tcp' | 'ssl'; readonly host: string; readonly port: number; readonly name: string }
  | { readonly kind: 'unix'; readonly path: string; readonly name: string }

/** The port IANA assigned to OVSDB; used when a remote names none. */
export const DEFAULT_PORT = 6640

/** A bracketed IPv6 address, its zone (`%br-int`) included, or a name or IPv4 address; and a port. */
const HOST_PORT = /^(?:\[([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[^\s%/[\]]+)?)\]|([^\s:/[\]]+))(?::(\d+))?$/

/**
 * Parses a remote: `tcp:HOST[:PORT]` or `ssl:HOST[:PORT]`, with IPv6 addresses in brackets, or `unix:PATH`.
 *
 * @example
 * parseEndpoint('tcp:[::1]:6640')
 * parseEndpoint('ssl:ovsdb.example:6640')
 * parseEndpoint('unix:/var/run/openvswitch/db.sock')
 * @throws {InvalidRemoteError}
 */
export function parseEndpoint(remote: string): Endpoint {
  const [, kind, rest = ''] = /^([a-z]+):(.*)$/s.exec(remote) ?? []
  if (kind === 'unix' && rest !== '') return { kind, path: rest, name: remote }
  if (kind === 'tcp' || kind === 'ssl') {
    const [, ipv6, name, port] = HOST_PORT.exec(rest) ?? []
    const host = ipv6 ?? name
    if (host !== undefined) return { kind, host, port: parsePort(port, remote), name: remote }
  }
  throw new InvalidRemoteError(
    `expected tcp:HOST[:PORT] or ssl:HOST[:PORT] (an IPv6 address in brackets), or unix:PATH, got "${remote}"`,
  )
}

/**
 * Parses the remotes of one database, such as the members of a cluster: text with commas between them, or an array with
 * one in each element, whose paths may then hold commas.
 *
 * @example
 * parseRemotes('tcp:10.0.0.1:6641,tcp:10.0.0.2:6641,tcp:10.0.0.3:6641')
 * @returns at least one
 * @throws {InvalidRemoteError}
 */
export function parseRemotes(remotes: string | readonly string[]): readonly Endpoint[] {
  const texts = typeof remotes === 'string' ? remotes.split(',').map((text) => text.trim()) : remotes
  if (texts.length === 0) throw new InvalidRemoteError('expected at least one remote, got none')
  return texts.map(parseEndpoint)
}

function parsePort(text: string | undefined, remote: string): number {
  const port = text === undefined ? DEFAULT_PORT : Number(text)
  if (port >= 1 && port <= 65535) return port
  throw new InvalidRemoteError(`expected a port from 1 to 65535, got ${text} in "${remote}"`)
}
