import { FORMATS, type Format, TEXT } from './format.js'

/** One entry of an `Accept` header. */
interface MediaRange {
  readonly type: string
  readonly version: string | undefined
  readonly quality: number
}

interface Match {
  readonly quality: number
  /** How closely the range names the format: its version, its type, its kind, anything. */
  readonly closeness: number
}

/**
 * The format that a client prefers by its `Accept` header (RFC 9110, section 12.5.1). Of several with the same quality,
 * the one that is named more closely. Who accepts none gets the text format: a Prometheus that cannot read it says so.
 *
 * @example
 * negotiateFormat('application/openmetrics-text;version=1.0.0,text/plain;q=0.5') // OPEN_METRICS
 */
export function negotiateFormat(accept: string): Format {
  const ranges = accept.split(',').map(parseRange)
  let best: Match & { readonly format: Format } = { format: TEXT, quality: 0, closeness: -1 }
  for (const format of FORMATS) {
    const match = matchOf(format, ranges)
    if (match.quality > best.quality || (match.quality === best.quality && match.closeness > best.closeness)) {
      best = { format, ...match }
    }
  }
  return best.quality > 0 ? best.format : TEXT
}

function parseRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const parameterOf = (name: string) =>
    parameters.find((parameter) => parameter.startsWith(`${name}=`))?.slice(name.length + 1)
  const quality = Number(parameterOf('q') ?? 1)
  return {
    type,
    version: parameterOf('version')?.replace(/^"(.*)"$/, '$1'),
    quality: quality > 0 ? Math.min(quality, 1) : 0,
  }
}

/** The closest range decides, whatever the others say. */
function matchOf(format: Format, ranges: readonly MediaRange[]): Match {
  let best: Match = { quality: 0, closeness: -1 }
  for (const range of ranges) {
    const closeness = closenessOf(format, range)
    if (closeness > best.closeness) best = { quality: range.quality, closeness }
  }
  return best
}

function closenessOf({ mediaType, version }: Format, range: MediaRange): number {
  if (range.type === mediaType) return range.version === undefined ? 2 : range.version === version ? 3 : -1
  if (range.type === mediaType.replace(/\/.*/, '/*')) return 1
  return range.type === '*/*' ? 0 : -1
}
