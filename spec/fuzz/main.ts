import { parseArgs } from 'node:util'
import { writeEntry } from './corpus.js'
import { Fuzzer } from './fuzzer.js'
import { TARGETS } from './targets/index.js'

const USAGE = 'npm run fuzz -- [--seconds N] [--seed S] [--target NAME] [--keep]'

/** Inputs that reach new code are looked for with `--keep`, and go into the corpus when they are no longer than this. */
const LONGEST_KEPT = 1024
const MOST_KEPT = 40

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: `${Date.now() % 2 ** 31}` },
    target: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})
const [seconds, seed] = [Number(values.seconds), Number(values.seed)]
const targets = TARGETS.filter(({ name }) => values.target === undefined || name === values.target)
if (!(seconds > 0) || !Number.isSafeInteger(seed) || targets.length === 0) {
  process.stderr.write(`usage: ${USAGE}\ntargets: ${TARGETS.map(({ name }) => name).join(', ')}\n`)
  process.exit(2)
}

process.stdout.write(`seed ${seed}, ${seconds} s for ${targets.length} targets\n`)
process.stdout.write('target           executions     seconds    findings        kept\n')
const fuzzer = new Fuzzer({ program: new URL('targets/worker.js', import.meta.url) })
const milliseconds = (seconds * 1000) / targets.length
let [executions, findings] = [0, 0]
for (const { name } of targets) {
  const began = performance.now()
  const report = await fuzzer.run({ target: name, seed, milliseconds, guided: values.keep })
  const took = (performance.now() - began) / 1000
  const { length } = report.findings
  const kept = report.kept.filter((input) => input.length <= LONGEST_KEPT).slice(0, MOST_KEPT)
  const cells = [report.executions, took.toFixed(1), length, kept.length].map((cell) => `${cell}`.padStart(12))
  process.stdout.write(`${name.padEnd(15)}${cells.join('')}\n`)
  for (const { input, reason } of report.findings) {
    process.stdout.write(`\n${writeEntry(name, input)}\n${reason}\n\n`)
  }
  for (const input of kept) writeEntry(name, input)
  executions += report.executions
  findings += length
}
await fuzzer.close()
process.stdout.write(`${executions} executions, ${findings} findings\n`)
process.exitCode = findings === 0 ? 0 : 1
