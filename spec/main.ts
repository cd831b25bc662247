/**
 * Runs every spec, or those that it is given, three at a time, each in a process of its own. Whatever tap starts gets the
 * loader of its coverage, which costs a program of Node.js most of a second of processor, more than most specs need: `env`
 * keeps it out. What failed is told once more at the end, where it is found among 20,000 results.
 */
import { readdirSync } from 'node:fs'
import t from 'tap'

t.jobs = 3
t.setTimeout(0)

const failures: string[] = []
noteFailures(t.parser)
t.teardown(() => {
  for (const failure of failures) t.comment(`failed: ${failure}`)
})

const given = process.argv.slice(2)
for (const spec of given.length === 0 ? everySpec() : given) {
  void t.spawn('env', ['NODE_OPTIONS=', process.execPath, '--enable-source-maps', spec], { timeout: 300_000 }, spec)
}

function everySpec(): readonly string[] {
  const names = readdirSync('dist/spec', { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => name.endsWith('.spec.js'))
    .sort()
    .map((name) => `dist/spec/${name}`)
}

function noteFailures(parser: typeof t.parser): void {
  parser.on('assert', ({ ok, todo, skip, fullname, name, diag }) => {
    if (!ok && !todo && !skip) failures.push(`${fullname} > ${name} ${JSON.stringify(diag) ?? ''}`)
  })
  parser.on('child', noteFailures)
}
