import { escapeControlsInJson } from './printable.js'

/** One line of CSV, its fields quoted as in RFC 4180 where they have to be, ended by a line feed. */
export function csvLine(fields: readonly (string | undefined)[]): string {
  return `${fields.map((field) => quoted(field ?? '')).join(',')}\n`
}

/**
 * As {@link csvLine}, and safe to print on a terminal: a field with control characters becomes a JSON string. So does
 * one with a quotation mark in front, to be told from these.
 */
export function printableCsvLine(fields: readonly (string | undefined)[]): string {
  return csvLine(
    fields.map((field = '') => (/^"|\p{Cc}/u.test(field) ? escapeControlsInJson(JSON.stringify(field)) : field)),
  )
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}
