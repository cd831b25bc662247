import { csvLine, displayWidth, escapeControls, escapeControlsInJson } from '../interfaces/index.js'
import { stringifyJson } from '../jsonrpc/index.js'
import type { Cell } from './cell.js'

export const FORMATS = ['table', 'csv', 'json'] as const
export type Format = (typeof FORMATS)[number]

export interface Table {
  readonly caption?: string
  readonly headings: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

const WRITERS: Readonly<Record<Format, (table: Table) => string>> = { table: asTable, csv: asCsv, json: asJson }

/** Writes tables as ovsdb-client(1) does: an empty line between two, as JSON one object a line. */
export function formatTables(tables: readonly Table[], format: Format): string {
  return tables.map(WRITERS[format]).join(format === 'json' ? '' : '\n')
}

function asTable({ caption, headings, rows }: Table): string {
  const texts = rows.map((cells) => cells.map(({ text }) => escapeControls(text)))
  const widths = headings.map((heading, x) =>
    texts.reduce((most, row) => Math.max(most, displayWidth(row[x] ?? '')), displayWidth(heading)),
  )
  const rule = widths.map((width) => '-'.repeat(width))
  const lines = [headings, rule, ...texts].map((words) =>
    words
      .map((word, x) => word + ' '.repeat((widths[x] ?? 0) - displayWidth(word)))
      .join(' ')
      .trimEnd(),
  )
  return [...captionLines(caption), ...lines].map((line) => `${line}\n`).join('')
}

function asCsv({ caption, headings, rows }: Table): string {
  const lines = [headings, ...rows.map((cells) => cells.map(({ text }) => text))].map(csvLine)
  return [...captionLines(caption).map((line) => `${line}\n`), ...lines].join('')
}

/** Cells are as the wire has them. */
function asJson({ caption, headings, rows }: Table): string {
  const data = rows.map((cells) => cells.map(({ json }) => json))
  return `${escapeControlsInJson(stringifyJson({ caption, headings, data }))}\n`
}

function captionLines(caption: string | undefined): readonly string[] {
  return caption === undefined ? [] : [caption]
}
