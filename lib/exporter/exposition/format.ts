import { escapeHelp, formatValue } from './escape.js'
import { unitOf } from './unit.js'

/** `info` is a gauge of which only the labels matter: its value is always 1 and its name ends in `_info`. */
export type MetricType = 'counter' | 'gauge' | 'histogram' | 'info' | 'untyped'

/** A metric family's head. `name` is the name of its samples. */
export interface Family {
  readonly name: string
  readonly type: MetricType
  readonly help: string
}

/** What the formats differ in. A sample is the same line in all of them. */
export interface Format {
  readonly mediaType: string
  readonly version: string
  /** The lines before a family's samples. */
  head(family: Family): string
  /** The value of a histogram's label `le`. */
  bound(value: number): string
  /** The last lines. */
  readonly end: string
}

/** The Prometheus text format 0.0.4. */
export const TEXT: Format = {
  mediaType: 'text/plain',
  version: '0.0.4',
  head: ({ name, type, help }) =>
    `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type === 'info' ? 'gauge' : type}\n`,
  bound: formatValue,
  end: '',
}

/**
 * OpenMetrics 1.0. A family is called as its samples are, without `_total` or `_info`; a counter whose samples have no
 * `_total` is `unknown` there, because its samples are to keep their name whatever the format.
 */
export const OPEN_METRICS: Format = {
  mediaType: 'application/openmetrics-text',
  version: '1.0.0',
  head({ name, type, help }) {
    const [, stem = name, suffix] = /^(.+)_(total|info)$/.exec(name) ?? []
    const [family, known] =
      (suffix === 'total' && type === 'counter') || (suffix === 'info' && type === 'info')
        ? [stem, type]
        : [name, TYPES[type]]
    const unit = known === 'info' ? undefined : unitOf(family)
    const text = escapeHelp(help).replaceAll('"', '\\"')
    return `# TYPE ${family} ${known}\n${unit === undefined ? '' : `# UNIT ${family} ${unit}\n`}# HELP ${family} ${text}\n`
  },
  bound: (value) => (Number.isInteger(value) ? `${value}.0` : formatValue(value)),
  end: '# EOF\n',
}

/** The types of families whose samples are called as the family is. */
const TYPES: Readonly<Record<MetricType, string>> = {
  counter: 'unknown',
  gauge: 'gauge',
  histogram: 'histogram',
  info: 'gauge',
  untyped: 'unknown',
}

/** Every format, the one for those who do not care first. */
export const FORMATS: readonly Format[] = [TEXT, OPEN_METRICS]

export function contentType({ mediaType, version }: Format): string {
  return `${mediaType}; version=${version}; charset=utf-8`
}
