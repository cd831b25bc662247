import { writeFileSync } from 'node:fs'
import { cpus, release } from 'node:os'
import { withScope } from '../spec/support/scope.js'
import { missing } from '../spec/support/which.js'
import { effortFor } from './measure.js'
import { type Node, startNode } from './node.js'
import { type Options, parseOptions } from './options.js'
import type { Result, Row } from './row.js'
import { ROWS } from './rows/index.js'
import { formatTable } from './table.js'

async function bench(rows: readonly Row[], { sizes, quick }: Options): Promise<readonly Result[]> {
  const results: Result[] = []
  for (const endpoints of sizes) {
    await withScope(async (scope) => {
      let started: Promise<Node> | undefined
      const node = () => {
        started ??= startNode(scope, endpoints)
        return started
      }
      for (const row of rows) {
        process.stderr.write(`${endpoints} endpoints: ${row.title}\n`)
        results.push(...(await row.measure({ endpoints, effort: effortFor(endpoints, quick), quick, scope, node })))
      }
    })
  }
  return results
}

const commandLine = parseOptions(
  process.argv.slice(2),
  ROWS.map(({ name }) => name),
)

if (commandLine.kind === 'print') {
  const stream = commandLine.status === 0 ? process.stdout : process.stderr
  stream.write(commandLine.text)
  process.exitCode = commandLine.status
} else {
  const { options } = commandLine
  const rows = ROWS.filter(({ name }) => options.only.includes(name))
  const lacking = missing('ovsdb-server', 'ovsdb-tool', ...rows.flatMap(({ programs = [] }) => programs))
  if (lacking === false) {
    const results = await bench(rows, options)
    const machine = { node: process.version, kernel: release(), cpu: cpus()[0]?.model ?? '', cores: cpus().length }
    process.stdout.write(`\nNode ${machine.node}, ${machine.cores} × ${machine.cpu}\n\n${formatTable(results)}`)
    if (options.json !== undefined) {
      writeFileSync(options.json, `${JSON.stringify({ machine, options, results }, undefined, 2)}\n`)
    }
  } else {
    process.stderr.write(`nothing measured: ${lacking}\n`)
    process.exitCode = 1
  }
}
