import type { Report } from './run-suite.js'

export function formatReport(report: Report): string {
  const { file, passed, failures, skipped, notes } = report
  const lines = [
    `${file}: ${passed} passed, ${failures.length} failed, ${casesOf(report)} skipped`,
    ...failures.map((failure) => `  failed: ${failure}`),
    ...skipped.map(({ reason }) => `  skipped: ${reason}`),
    ...notes.map((note) => `  note: ${note}`),
  ]
  return `${lines.join('\n')}\n`
}

export function formatTotal(reports: readonly Report[]): string {
  const sum = (count: (report: Report) => number) => reports.reduce((total, report) => total + count(report), 0)
  const passed = sum((report) => report.passed)
  const failed = sum(({ failures }) => failures.length)
  return `\n${passed} passed, ${failed} failed, ${sum(casesOf)} skipped\n`
}

function casesOf({ skipped }: Report): number {
  return skipped.reduce((total, { cases }) => total + cases, 0)
}
