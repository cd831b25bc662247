import { parseStoreUrls } from '../../contiv/index.js'
import { parseEndpoint } from '../../ovsdb/index.js'
import type { ListenAddress } from './config.js'
import { ConfigError, mismatch } from './errors.js'

/** Reads a setting's text; `source` is the flag or variable it came from. */
export type Parser<T> = (text: string, source: string) => T

/** One of a few words. */
export function oneOf<Word extends string>(words: readonly Word[]): Parser<Word> {
  return (text, source) => {
    const word = words.find((candidate) => candidate === text)
    if (word === undefined) throw mismatch(source, `one of ${words.join(', ')}`, text)
    return word
  }
}

/** An OVSDB remote. */
export const remote: Parser<string> = (text, source) => {
  try {
    return parseEndpoint(text).name
  } catch (cause) {
    throw new ConfigError(`${source}: ${(cause as Error).message}`, { cause })
  }
}

/** Base URLs, separated by commas; the scheme may be missing. */
export const storeUrls: Parser<readonly URL[]> = (text, source) => {
  try {
    return parseStoreUrls(text, source)
  } catch (cause) {
    // The message names the source, and hides the credentials a URL may hold.
    throw new ConfigError((cause as Error).message, { cause })
  }
}

/** `HOST:PORT` or `:PORT`; IPv6 addresses in brackets. Port 0 lets the system choose one. */
export const listenAddress: Parser<ListenAddress> = (text, source) => {
  const [, ipv6, name, port] = /^(?:\[([0-9A-Fa-f:.]+)\]|([^:[\]\s/]*)):(\d{1,5})$/.exec(text) ?? []
  if (port === undefined || Number(port) > 65535) throw mismatch(source, 'HOST:PORT or :PORT', text)
  return { host: ipv6 ?? (name === '' ? undefined : name), port: Number(port) }
}

/** An HTTP path. */
export const path: Parser<string> = (text, source) => {
  if (!/^\/[A-Za-z0-9_./~-]*$/.test(text)) throw mismatch(source, 'a path such as /metrics', text)
  return text
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** A duration such as `500ms`, `30s`, `10m`; in milliseconds. */
export const duration: Parser<number> = (text, source) => {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? []
  const milliseconds = Number(number) * (UNITS[unit] ?? Number.NaN)
  if (!(milliseconds >= 1)) throw mismatch(source, 'a duration such as 30s or 10m', text)
  return milliseconds
}
