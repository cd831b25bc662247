/**
 * The samples of a text exposition as a sorted list of `name{label="value",…} value` with labels in order, so that two
 * expositions can be compared whatever the order and the spacing. Comments are left out.
 *
 * @param keep which metric names
 */
export function samplesOf(exposition: string, keep: (name: string) => boolean = () => true): readonly string[] {
  return exposition
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseSample)
    .filter(({ name }) => keep(name))
    .map(({ name, labels, value }) => `${name}{${[...labels].sort().join(',')}} ${value}`)
    .sort()
}

/** The values of a text exposition by series, the series written as {@link samplesOf} does: `up{job="a"}`. */
export function valuesOf(exposition: string): ReadonlyMap<string, string> {
  return new Map(
    samplesOf(exposition).map((sample) => {
      const end = sample.lastIndexOf(' ')
      return [sample.slice(0, end), sample.slice(end + 1)]
    }),
  )
}

interface ParsedSample {
  readonly name: string
  readonly labels: readonly string[]
  readonly value: string
}

function parseSample(line: string): ParsedSample {
  const [, name, labels = '', value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/s.exec(line) ?? []
  if (name === undefined || value === undefined) throw new Error(`expected a sample, got ${JSON.stringify(line)}`)
  return { name, labels: labels.match(/\w+="(?:[^"\\]|\\.)*"/gs) ?? [], value }
}
