import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { NOT_APPLICABLE } from './not-applicable.js'
import { formatReport, formatTotal } from './report.js'
import { runSuite } from './run-suite.js'
import { SUITES } from './suites.js'

const OWN_VECTORS = 'fixtures/vectors'

const { values } = parseArgs({ options: { vectors: { type: 'string', default: OWN_VECTORS } } })
const dir = values.vectors
const reports = []
for (const suite of SUITES.filter(({ file }) => existsSync(join(dir, file)))) {
  const report = await runSuite(suite, dir, NOT_APPLICABLE, dir === OWN_VECTORS)
  process.stdout.write(formatReport(report))
  reports.push(report)
}
process.stdout.write(formatTotal(reports))
process.exitCode = reports.length > 0 && reports.every(({ failures }) => failures.length === 0) ? 0 : 1
