/** One line of CSV, its fields quoted as in RFC 4180 where they have to be, ended by a line feed. */
export function csvLine(fields: readonly (string | undefined)[]): string {
  return `${fields.map((field) => quoted(field ?? '')).join(',')}\n`
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}
