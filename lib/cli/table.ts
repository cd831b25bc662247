import { csvLine, displayWidth, escapeControls } from '../interfaces/index.js'
import { stringifyJson } from '../jsonrpc/index.js'
import type { Cell } from './cell.js'
import { formatJson } from './json.js'

export const FORMATS = ['table', 'list', 'csv', 'json'] as const
export type Format = (typeof FORMATS)[number]

/** How to write a cell: for people, without punctuation, or as the wire has it. */
export const CELLS = ['string', 'bare', 'json'] as const
export type Cells = (typeof CELLS)[number]

export interface Style {
  readonly format: Format
  /** Not for the format `json`, where cells are always as the wire has them. */
  readonly cells: Cells
  /** Whether each table begins with the names of its columns; as JSON it always does. */
  readonly headings: boolean
  /** Whether what a monitor tells is told with the time. */
  readonly timestamps: boolean
  /** Whether JSON is indented; not that of single cells. */
  readonly pretty: boolean
}

export interface Table {
  readonly caption?: string
  /** When it was told. */
  readonly time?: string
  readonly headings: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

const WRITERS: Readonly<Record<Format, (table: Table, style: Style) => string>> = {
  table: asTable,
  list: asList,
  csv: asCsv,
  json: asJson,
}

/** Writes tables as ovsdb-client(1) does: an empty line between two, as JSON an object each, on a line or indented. */
export function formatTables(tables: readonly Table[], style: Style): string {
  const { format } = style
  return tables.map((table) => WRITERS[format](table, style)).join(format === 'json' ? '' : '\n')
}

function asTable({ headings, rows, ...table }: Table, style: Style): string {
  const texts = rows.map((cells) => cells.map((cell) => escapeControls(textOf(cell, style))))
  const shown = style.headings ? headings : headings.map(() => '')
  const widths = shown.map((heading, x) =>
    texts.reduce((most, row) => Math.max(most, displayWidth(row[x] ?? '')), displayWidth(heading)),
  )
  const rule = widths.map((width) => '-'.repeat(width))
  const lines = [...(style.headings ? [headings, rule] : []), ...texts].map((words) =>
    words
      .map((word, x) => word + ' '.repeat((widths[x] ?? 0) - displayWidth(word)))
      .join(' ')
      .trimEnd(),
  )
  return [...captionLines(table), ...lines].map((line) => `${line}\n`).join('')
}

/** A line for each cell, an empty line between two rows. */
function asList({ headings, rows, ...table }: Table, style: Style): string {
  const lineOf = (cell: Cell, heading = '') => {
    const text = escapeControls(textOf(cell, style))
    return style.headings ? `${heading.padEnd(LIST_HEADING_WIDTH)}: ${text}\n` : `${text}\n`
  }
  const blocks = rows.map((cells) => cells.map((cell, x) => lineOf(cell, headings[x])).join(''))
  return (
    captionLines(table)
      .map((line) => `${line}\n`)
      .join('') + blocks.join('\n')
  )
}

const LIST_HEADING_WIDTH = 20

function asCsv({ headings, rows, ...table }: Table, style: Style): string {
  const texts = rows.map((cells) => cells.map((cell) => textOf(cell, style)))
  const lines = [...(style.headings ? [headings] : []), ...texts].map(csvLine)
  return [...captionLines(table).map((line) => `${line}\n`), ...lines].join('')
}

/** Cells are as the wire has them. */
function asJson({ caption, time, headings, rows }: Table, { pretty }: Style): string {
  const data = rows.map((cells) => cells.map(({ json }) => json))
  return formatJson({ caption, time, headings, data }, pretty)
}

function textOf({ text, bare, json }: Cell, { cells }: Style): string {
  if (cells === 'json') return stringifyJson(json)
  return cells === 'bare' ? bare : text
}

function captionLines({ time, caption }: Pick<Table, 'time' | 'caption'>): readonly string[] {
  return [time, caption].filter((line) => line !== undefined)
}
