import { writeFileSync } from 'node:fs'
import { withScope } from '../spec/support/scope.js'
import { missing } from '../spec/support/which.js'
import { type Options, parseOptions } from './soak/options.js'
import { describeEvents, formatGrowth, formatVerdicts } from './soak/report.js'
import { type Soaked, soak } from './soak/soak.js'
import { grows, judge } from './soak/verdict.js'

async function run(options: Options): Promise<number> {
  const lacking = missing('ovsdb-server', 'ovs-vswitchd', 'etcd')
  if (lacking !== false) {
    process.stderr.write(`nothing soaked: ${lacking}\n`)
    return 1
  }
  const began = performance.now()
  const soaked = await withScope((scope) => soak(scope, options, (text) => process.stderr.write(`${text}\n`)))
  const verdicts = soaked.observations.map(judge)
  const seconds = (performance.now() - began) / 1000
  process.stdout.write(`${describeEvents(options, soaked)}\n\n${formatVerdicts(verdicts, options.quick)}\n`)
  if (options.json !== undefined) {
    const { events, calls, observations } = soaked
    const samples = observations.map(({ name, samples }) => ({ name, samples }))
    writeFileSync(
      options.json,
      `${JSON.stringify({ options, seconds, events, calls, verdicts, samples }, undefined, 2)}\n`,
    )
  }
  const idle = whatDidNotHappen(soaked)
  if (idle.length > 0) {
    process.stderr.write(`no run: nothing was counted of ${idle.join(', ')}\n`)
    return 1
  }
  if (options.quick) {
    process.stdout.write('\nToo short to judge by: --quick only shows that everything happens and is counted.\n')
    return 0
  }
  const growing = verdicts.some(grows)
  process.stdout.write(growing ? `\n${formatGrowth(verdicts)}\n` : '\nNothing grows.\n')
  return growing ? 1 : 0
}

/** A soak in which something never happens says nothing of it. */
function whatDidNotHappen({ events, calls, observations }: Soaked): readonly string[] {
  const samples = observations.flatMap(({ name, samples }) =>
    Object.entries(samples.at(-1) ?? {}).map(([quantity, value]) => [`${quantity} of ${name}`, value] as const),
  )
  return [...Object.entries(events), ...Object.entries(calls), ...samples]
    .filter(([, count]) => !(count > 0))
    .map(([name]) => name)
}

const commandLine = parseOptions(process.argv.slice(2))
if (commandLine.kind === 'print') {
  const stream = commandLine.status === 0 ? process.stdout : process.stderr
  stream.write(commandLine.text)
  process.exitCode = commandLine.status
} else {
  process.exitCode = await run(commandLine.options)
}
