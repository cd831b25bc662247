import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { run } from '../spec/support/run.js'
import { missing } from '../spec/support/which.js'
import { type Options, parseOptions } from './options.js'
import { ROWS } from './rows/index.js'
import { runRows, selectRows } from './run-rows.js'
import { formatTable } from './table.js'

async function bench({ sizes, only, quick, json }: Options): Promise<number> {
  const rows = selectRows(ROWS, only)
  const lacking = missing('ovsdb-server', 'ovsdb-tool', ...rows.flatMap(({ programs = [] }) => programs))
  if (lacking !== false) {
    process.stderr.write(`nothing measured: ${lacking}\n`)
    return 1
  }
  const environment = await describeEnvironment()
  const { results, failures } = await runRows(rows, sizes, quick, (text) => process.stderr.write(`${text}\n`))
  process.stdout.write(`\n${Object.values(environment).join(', ')}\n\n${formatTable(rows, results, !quick)}`)
  if (quick)
    process.stdout.write('\nToo few repetitions to judge by: --quick only shows that every row can be measured.\n')
  for (const failure of failures) process.stderr.write(`not measured: ${failure}\n`)
  if (json !== undefined) {
    writeFileSync(json, `${JSON.stringify({ environment, quick, results, failures }, undefined, 2)}\n`)
  }
  return failures.length === 0 ? 0 : 1
}

async function describeEnvironment() {
  const [first] = cpus()
  const [server = ''] = (await run('ovsdb-server', ['--version'])).split('\n')
  return { server, node: `Node.js ${process.version}`, processor: `${cpus().length} × ${first?.model ?? 'unknown'}` }
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
  process.exitCode = await bench(commandLine.options)
}
