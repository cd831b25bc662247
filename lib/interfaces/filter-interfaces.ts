import { compareNatural } from './natural-order.js'

/** Patterns for whole names: `*` stands for any text, `?` for any one character. An empty list lets everything pass. */
export interface InterfaceFilter {
  readonly bridges: readonly string[]
  readonly names: readonly string[]
}

/** What is asked of an interface: its name, and its bridge's where it is on one. */
export interface NamedInterface {
  readonly name: string
  readonly bridge: string | undefined
}

export interface FilteredInterfaces<T extends NamedInterface> {
  readonly interfaces: readonly T[]
  /** A sentence for each pattern that matches nothing. */
  readonly misses: readonly string[]
}

/** Keeps the interfaces whose bridge matches one of the bridge patterns and whose name matches one of the name patterns. */
export function filterInterfaces<T extends NamedInterface>(
  { bridges, interfaces }: { readonly bridges: readonly string[]; readonly interfaces: readonly T[] },
  filter: InterfaceFilter,
): FilteredInterfaces<T> {
  const ofBridges = passing(interfaces, filter.bridges, ({ bridge }) => bridge)
  const existing = bridges.toSorted(compareNatural).join(', ') || 'none'
  return {
    interfaces: passing(ofBridges, filter.names, ({ name }) => name),
    misses: [
      ...unmatched(filter.bridges, bridges).map((pattern) => `no bridge matches "${pattern}": there are ${existing}`),
      ...unmatched(
        filter.names,
        ofBridges.map(({ name }) => name),
      ).map((pattern) => `no interface matches "${pattern}"`),
    ],
  }
}

function passing<T>(items: readonly T[], patterns: readonly string[], nameOf: (item: T) => string | undefined) {
  if (patterns.length === 0) return items
  const expressions = patterns.map(expressionOf)
  return items.filter((item) => {
    const name = nameOf(item)
    return name !== undefined && expressions.some((expression) => expression.test(name))
  })
}

function unmatched(patterns: readonly string[], names: readonly string[]): readonly string[] {
  return patterns.filter((pattern) => {
    const expression = expressionOf(pattern)
    return !names.some((name) => expression.test(name))
  })
}

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[\\^$.+()[\]{}|/]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 'su')
}
