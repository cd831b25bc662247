import { digits } from './format.js'
import type { Result, Target } from './row.js'

/** The results as a table for the terminal; the details have a line of their own. */
export function formatTable(results: readonly Result[]): string {
  const head = ['row', 'endpoints', 'measured', 'target', 'reached']
  const lines = results.map((result) => [
    result.row,
    result.endpoints.toLocaleString('en'),
    `${digits(result.value)} ${result.unit}`,
    result.target === undefined ? '' : `${result.target.sense} ${result.target.value}`,
    result.target === undefined ? '' : reached(result.value, result.target) ? 'yes' : 'NO',
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)))
  const pad = (line: readonly string[]) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  const body = lines.map((line, index) => `${pad(line).trimEnd()}\n    ${results[index]?.details}\n`)
  return `${pad(head)}\n${body.join('')}`
}

export function reached(value: number, { sense, value: limit }: Target): boolean {
  return sense === 'at most' ? value <= limit : value >= limit
}
