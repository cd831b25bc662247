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

interface ParsedSample {
  readonly name: string
  readonly labels: readonly string[]
  readonly value: string
}

function parseSample(line: string): ParsedSample {
  const [, name, labels = '', value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
  if (name === undefined || value === undefined) throw new Error(`expected a sample, got ${JSON.stringify(line)}`)
  return { name, labels: labels.match(/\w+="(?:[^"\\]|\\.)*"/g) ?? [], value }
}
