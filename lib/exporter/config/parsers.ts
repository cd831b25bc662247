import { parseStoreUrl, parseStoreUrls } from '../../contiv/store-url.js'
import { parseRemotes, readCertificate, readPrivateKey } from '../../ovsdb/index.js'
import type { ProbeConfig } from '../probe/types.js'
import { type ListenAddress, METRIC_NAMES, type MetricNames, type Mode } from './config.js'
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

/** The names of metrics that a mode has. */
export function metricNamesOf(mode: Mode): Parser<MetricNames> {
  return (text, source) => {
    const names = oneOf(METRIC_NAMES)(text, source)
    if (mode === 'ovs' && names === 'classic') {
      throw mismatch(source, 'standard or both in mode ovs, which has no classic names', text)
    }
    return names
  }
}

/** A path from the root. */
export const absolutePath: Parser<string> = (text, source) => {
  if (!text.startsWith('/')) throw mismatch(source, 'a path that begins with /', text)
  return text
}

/** OVSDB remotes, separated by commas. */
export const remotes: Parser<string> = named((text) =>
  parseRemotes(text)
    .map(({ name }) => name)
    .join(','),
)

/** The path of a PEM file that holds a private key now. */
export const privateKeyFile: Parser<string> = named((path) => {
  readPrivateKey(path)
  return path
})

/** The path of a PEM file that holds a certificate now. */
export const certificateFile: Parser<string> = named((path) => {
  readCertificate(path)
  return path
})

function named<T>(parse: (text: string) => T): Parser<T> {
  return (text, source) => {
    try {
      return parse(text)
    } catch (cause) {
      throw new ConfigError(`${source}: ${(cause as Error).message}`, { cause })
    }
  }
}

/** Base URLs, separated by commas; the scheme may be missing. */
export const storeUrls: Parser<readonly URL[]> = urls(parseStoreUrls)

/** One base URL; the scheme may be missing. */
export const storeUrl: Parser<URL> = urls(parseStoreUrl)

function urls<T>(parse: Parser<T>): Parser<T> {
  return (text, source) => {
    try {
      return parse(text, source)
    } catch (cause) {
      // The message names the source, and hides the credentials a URL may hold.
      throw new ConfigError((cause as Error).message, { cause })
    }
  }
}

const LISTEN_ADDRESS = /^(?:\[([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[^\s%/[\]]+)?)\]|([^:[\]\s/]*)):(\d{1,5})$/

/** `HOST:PORT` or `:PORT`; IPv6 addresses in brackets. Port 0 lets the system choose one. */
export const listenAddress: Parser<ListenAddress> = (text, source) => {
  const [, ipv6, name, port] = LISTEN_ADDRESS.exec(text) ?? []
  if (port === undefined || Number(port) > 65535) {
    throw mismatch(source, 'HOST:PORT or :PORT, an IPv6 address in brackets', text)
  }
  return { host: ipv6 ?? (name === '' ? undefined : name), port: Number(port) }
}

const PATH = /^(?!.*\/\.{1,2}(?:\/|$))(?:\/|(?:\/[\w.~-]+)+\/?)$/
const TAKEN = /^\/(?:(?:healthz|readyz|probe)\/?$|live\/)/i

/** The HTTP path of the metrics; `/` leaves no room for a page. */
export const telemetryPath: Parser<string> = (text, source) => {
  if (!PATH.test(text)) throw mismatch(source, 'a path such as /metrics', text)
  if (TAKEN.test(text))
    throw mismatch(source, 'a path that is not the one of a health check, of probes or of the live page', text)
  return text
}

/** How many of something: 1 to 1000. */
export const count: Parser<number> = (text, source) => {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= 1 && number <= 1000)) throw mismatch(source, 'a number from 1 to 1000', text)
  return number
}

// What reads these files takes megabytes, and most exporters have none: it is loaded for those that do.

/** The path of a probe configuration; gives what the file holds. */
export const probeConfigFile: Parser<Promise<ProbeConfig>> = async (text, source) => {
  if (text === '') throw mismatch(source, 'the path of a file', text)
  const { loadProbeConfig } = await import('../probe/probe-config.js')
  return named(loadProbeConfig)(text, source)
}

/** The path of a web configuration that can be used. */
export const webConfigFile: Parser<Promise<string>> = async (text, source) => {
  if (text === '') throw mismatch(source, 'the path of a file', text)
  const { loadWebConfig } = await import('../http/web-config/index.js')
  return named((file) => loadWebConfig(file) && file)(text, source)
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
/** Far below the 24 days after which a timer of Node.js fires at once. */
const MAX_DURATION = 24 * 3_600_000

/** A duration such as `500ms`, `30s`, `10m`; in milliseconds. */
export const duration: Parser<number> = durationFrom(1)

/** The same, or `0s`. */
export const durationOrNone: Parser<number> = durationFrom(0)

/** Milliseconds between two questions to a service that others ask too, at least. */
const MIN_INTERVAL = 200

/** The same, of what is done again and again. */
export const interval: Parser<number> = durationFrom(MIN_INTERVAL)

function durationFrom(min: number): Parser<number> {
  return (text, source) => {
    const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? []
    const milliseconds = Number(number) * (UNITS[unit] ?? Number.NaN)
    if (!(milliseconds >= min && milliseconds <= MAX_DURATION)) {
      throw mismatch(source, `a duration from ${min}ms to 24h, such as 30s or 10m`, text)
    }
    return milliseconds
  }
}

/** A regular expression that has to match the whole name, as in Prometheus' relabelling. */
export const pattern: Parser<RegExp> = (text, source) => {
  if (text === '') throw mismatch(source, 'a regular expression', text)
  try {
    new RegExp(text, 'u') // Alone, so that no parenthesis of it closes ours.
    return new RegExp(`^(?:${text})$`, 'u')
  } catch {
    throw mismatch(source, 'a regular expression', text)
  }
}

/** A number of samples, at least 1. */
export const sampleCount: Parser<number> = (text, source) => {
  const count = Number(text)
  if (!/^\d+$/.test(text) || !(count >= 1 && count <= Number.MAX_SAFE_INTEGER)) {
    throw mismatch(source, 'a number of samples, at least 1', text)
  }
  return count
}
