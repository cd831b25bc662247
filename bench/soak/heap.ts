/** How many there are of each kind of thing in a heap: `object Map`, `closure onAbort`. */
export type Census = ReadonlyMap<string, number>

interface Snapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly [readonly string[]] }
  }
  readonly nodes: readonly number[]
  readonly strings: readonly string[]
}

/** Of strings and numbers, each is a name of its own: they are counted together. */
const NAMELESS = new Set(['string', 'number', 'bigint'])
/** Whether a text is of such parts or one thing depends on which garbage collection came upon it first. */
const PARTS_OF_STRINGS = new Set(['concatenated string', 'sliced string'])
/** What V8 makes of the program itself as it runs: code, shapes, and what it keeps of its own. */
const OF_THE_ENGINE = new Set(['hidden', 'code', 'object shape', 'synthetic'])

/** Counts what is in a heap snapshot, by V8's type and, where it has a constructor or a name, by that. */
export function takeCensus(json: string): Census {
  const { snapshot, nodes, strings } = JSON.parse(json) as Snapshot
  const { node_fields: fields, node_types } = snapshot.meta
  const [types] = node_types
  const [typeAt, nameAt] = [fields.indexOf('type'), fields.indexOf('name')]
  const counts = new Map<string, number>()
  for (let node = 0; node < nodes.length; node += fields.length) {
    const told = types[nodes[node + typeAt] ?? 0] ?? ''
    const type = PARTS_OF_STRINGS.has(told) ? 'string' : told
    if (OF_THE_ENGINE.has(type)) continue
    const kind = NAMELESS.has(type) ? type : `${type} ${strings[nodes[node + nameAt] ?? 0]}`
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return counts
}

export interface Growth {
  readonly kind: string
  /** The counts, in the order of the censuses. */
  readonly counts: readonly number[]
}

/**
 * The kinds that grew from each census to the next by at least so many. What is kept of each event grows so; what is made
 * when it is first needed does not.
 *
 * @param atLeast for each interval, how many are too many: the rarest of the events that happened in it
 * @param share of strings and numbers, of which a heap holds many for no reason of the program's: the part of them that
 * they have to grow by as well
 */
export function compareCensuses(
  censuses: readonly Census[],
  atLeast: readonly number[],
  share = 0.02,
): readonly Growth[] {
  const kinds = new Set(censuses.flatMap((census) => [...census.keys()]))
  return [...kinds]
    .map((kind) => ({ kind, counts: censuses.map((census) => census.get(kind) ?? 0) }))
    .filter(({ kind, counts }) =>
      atLeast.every((events, index) => {
        const [before = 0, after = 0] = counts.slice(index, index + 2)
        const enough = NAMELESS.has(kind) ? Math.max(events, share * before) : events
        return after - before >= enough
      }),
    )
    .sort((a, b) => grown(b) - grown(a))
}

function grown({ counts }: Growth): number {
  return (counts.at(-1) ?? 0) - (counts[0] ?? 0)
}
