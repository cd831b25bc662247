/** What a book needs of a replica. */
export interface Replicated {
  onChanges(listener: (changes: readonly RowChange[]) => void): unknown
  table(name: never): { readonly rows: ReadonlyMap<string, NamedRow> }
}

interface RowChange {
  readonly kind: string
  readonly uuid: string
  readonly old: NamedRow | undefined
  readonly new: NamedRow | undefined
}

export interface NamedRow {
  readonly name?: unknown
}

/** A second copy of what a replica holds, kept by its changes alone. */
export interface ChangeBook {
  /** The changes so far, as in `insert a`. */
  readonly kinds: string[]
  /** Changes that do not go on from what was told before: something was lost, or is told twice. */
  readonly wrong: readonly string[]
  /** What the changes made of the rows there were. */
  known(): ReadonlyMap<string, NamedRow>
  /** What the replica holds. */
  rows(): ReadonlyMap<string, NamedRow>
}

export function keepBook(replica: Replicated, tables: readonly string[]): ChangeBook {
  const rows = () => new Map(tables.flatMap((table) => [...replica.table(table as never).rows]))
  const known = rows()
  const [kinds, wrong]: [string[], string[]] = [[], []]
  replica.onChanges((changes) => {
    for (const { kind, uuid, old, new: row } of changes) {
      kinds.push(`${kind} ${(row ?? old)?.name}`)
      if (known.get(uuid) !== old || row === old) wrong.push(`${kind} ${uuid}`)
      if (row === undefined) known.delete(uuid)
      else known.set(uuid, row)
    }
  })
  return { kinds, wrong, known: () => new Map(known), rows }
}
