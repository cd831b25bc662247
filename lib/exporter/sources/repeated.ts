/**
 * The first text that a column of rows holds a second time; rows without that column hold none. Series of such rows
 * would come twice, and which of them holds is not known.
 */
export function repeated<Column extends string>(
  rows: readonly { readonly [Key in Column]?: string }[],
  column: Column,
): string | undefined {
  const known = new Set<string>()
  for (const row of rows) {
    const text = row[column]
    if (text === undefined) continue
    if (known.has(text)) return text
    known.add(text)
  }
  return undefined
}
