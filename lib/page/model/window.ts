/** Where a table is scrolled to; lengths in pixels. */
export interface Scroll {
  readonly top: number
  readonly height: number
  readonly rowHeight: number
  readonly rows: number
}

/** Rows beyond the edges that are drawn as well, so that scrolling shows no blank. */
const OVERSCAN = 6

/** The rows to draw, from `first` up to, not including, `end`. */
export function windowOf({ top, height, rowHeight, rows }: Scroll): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight), rows - 1) - OVERSCAN)
  const end = Math.min(rows, Math.ceil((top + height) / rowHeight) + OVERSCAN)
  return { first: Math.min(first, end), end: Math.max(end, 0) }
}

/** The scroll position at which a row is in sight, as near to the present one as can be. */
export function scrollTo(row: number, { top, height, rowHeight }: Scroll): number {
  const start = row * rowHeight
  if (start < top) return start
  return start + rowHeight > top + height ? start + rowHeight - height : top
}
