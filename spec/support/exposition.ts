/** A metric family as the text format 0.0.4 shows it. */
export interface ParsedFamily {
  readonly name: string
  readonly help: string
  readonly type: string
  readonly samples: readonly ParsedSample[]
}

export interface ParsedSample {
  readonly name: string
  /** Unescaped, in the order they were written. */
  readonly labels: Readonly<Record<string, string>>
  /** As it was written. */
  readonly value: string
}

const HEAD = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/s
const TYPES = ['counter', 'gauge', 'histogram', 'untyped']
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/s
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\["\\n])*)"(?:,(?=.)|$)/s
/** prom-client writes `Nan`, which Prometheus takes too. */
const VALUE = /^(Na[Nn]|[+-]Inf|-?\d+(\.\d+)?(e[+-]\d+)?)$/

/**
 * Parses an exposition more strictly than Prometheus does, so that a spec sees what only a lenient reader forgives:
 * every family has HELP, then TYPE, once, right before its samples; no series comes twice; nothing but `\\`, `\"` and
 * `\n` is escaped; the text ends with a line feed.
 *
 * @throws naming the line
 */
export function parseExposition(text: string): readonly ParsedFamily[] {
  if (text !== '' && !text.endsWith('\n')) throw new Error('expected a line feed at the end of the text')
  const families: { name: string; help: string; type: string; samples: ParsedSample[] }[] = []
  const names = new Set<string>()
  const series = new Set<string>()
  let help: { readonly name: string; readonly text: string } | undefined
  for (const line of text.split('\n')) {
    const wrong = (expected: string) => new Error(`expected ${expected}, got ${JSON.stringify(line)}`)
    if (line === '') continue
    if (line.startsWith('#')) {
      const [, keyword, name = '', rest = ''] = HEAD.exec(line) ?? []
      if (keyword === 'HELP') {
        if (help !== undefined || names.has(name)) throw wrong('one HELP for each family')
        if (/\\[^\\n]/.test(rest.replaceAll('\\\\', ''))) throw wrong('escapes of backslash and line feed only')
        help = { name, text: rest.replace(/\\([\\n])/g, (_, c) => (c === 'n' ? '\n' : c)) }
      } else if (keyword === 'TYPE') {
        if (help?.name !== name) throw wrong('HELP of the same family before its TYPE')
        if (!TYPES.includes(rest)) throw wrong(`one of ${TYPES.join(', ')}`)
        families.push({ name, help: help.text, type: rest, samples: [] })
        names.add(name)
        help = undefined
      } else throw wrong('HELP or TYPE')
      continue
    }
    const [, name, labels = '', value = ''] = SAMPLE.exec(line) ?? []
    const family = families.at(-1)
    if (name === undefined) throw wrong('a sample')
    if (help !== undefined || family === undefined || !belongs(name, family)) throw wrong('a sample of its family')
    if (!VALUE.test(value)) throw wrong('a value')
    const sample = { name, labels: parseLabels(labels, wrong), value }
    const identity = `${name}${JSON.stringify(Object.entries(sample.labels).sort())}`
    if (series.has(identity)) throw wrong('each series once')
    series.add(identity)
    family.samples.push(sample)
  }
  if (help !== undefined) throw new Error(`expected TYPE after HELP of ${help.name}`)
  return families
}

function belongs(sample: string, { name, type }: { readonly name: string; readonly type: string }): boolean {
  if (type === 'histogram') return [`${name}_bucket`, `${name}_sum`, `${name}_count`].includes(sample)
  return sample === name
}

function parseLabels(text: string, wrong: (expected: string) => Error): Record<string, string> {
  const labels: Record<string, string> = Object.create(null)
  for (let rest = text; rest !== ''; ) {
    const [whole, name = '', value = ''] = LABEL.exec(rest) ?? []
    if (whole === undefined) throw wrong('labels')
    if (name in labels) throw wrong('each label once')
    labels[name] = value.replace(/\\(.)/g, (_, c) => (c === 'n' ? '\n' : c))
    rest = rest.slice(whole.length)
  }
  return { ...labels }
}
