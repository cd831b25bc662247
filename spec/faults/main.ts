/** Runs the specs that it is given and writes what they saw of faults into docs/reliability.md. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { replacePart } from '../support/document-part.js'
import { withScope } from '../support/scope.js'
import { tempDir } from '../support/temp-dir.js'
import { SECTIONS } from './catalogue.js'
import { RECORDS, readRecords } from './harness/record.js'
import { faultTables } from './harness/table.js'

const DOCUMENT = 'docs/reliability.md'

await withScope(async (scope) => {
  const records = tempDir(scope)
  const env = { ...process.env, [RECORDS]: records }
  const specs = process.argv.slice(2).map((spec) => `--test-arg=${spec}`)
  const tap = spawn('tap', ['dist/spec/main.js', ...specs], { env, stdio: 'inherit' })
  const [status] = await once(tap, 'close')
  process.exitCode = status ?? 1
  if (status !== 0) return
  const tables = faultTables(SECTIONS, readRecords(records))
  writeFileSync(DOCUMENT, replacePart(readFileSync(DOCUMENT, 'utf8'), 'faults', tables))
})
