import { digits } from './format.js'
import type { Result, Row, Target } from './row.js'

const HEAD = ['endpoints', 'measured', 'target', 'reached']

/**
 * The results for the terminal: row by row, each line with what it was made of below.
 *
 * @param judge whether to say which targets are reached; too few repetitions say nothing
 */
export function formatTable(rows: readonly Row[], results: readonly Result[], judge: boolean): string {
  const cells = new Map(results.map((result) => [result, cellsOf(result, judge)]))
  const widths = HEAD.map((_, column) =>
    Math.max(...[HEAD, ...cells.values()].map((line) => line[column]?.length ?? 0)),
  )
  const align = (line: readonly string[]) =>
    line
      .map((cell, column) => (column === 0 ? cell.padStart(widths[0] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  const groups = rows.map(({ name, title }) => {
    const lines = results
      .filter(({ row }) => row === name)
      .flatMap((result) => [align(cells.get(result) ?? []), `${' '.repeat(widths[0] ?? 0)}  ${result.details}`])
    return lines.length === 0 ? [] : ['', `${name}: ${title}`, ...lines]
  })
  return `${[align(HEAD), ...groups.flat()].join('\n')}\n`
}

export function isReached(value: number, { sense, value: limit }: Target): boolean {
  return sense === 'at most' ? value <= limit : value >= limit
}

function cellsOf({ endpoints, value, unit, target }: Result, judge: boolean): readonly string[] {
  return [
    endpoints.toLocaleString('en'),
    `${digits(value)} ${unit}`,
    target === undefined ? '' : `${target.sense} ${target.value}`,
    target === undefined || !judge ? '' : isReached(value, target) ? 'yes' : 'NO',
  ]
}
