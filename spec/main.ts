/**
 * Runs every spec, or those that it is given, three at a time, each in a process of its own. Whatever tap starts gets the
 * loader of its coverage, which costs a program of Node.js most of a second of processor, more than most specs need: `env`
 * keeps it out.
 */
import { readdirSync } from 'node:fs'
import t from 'tap'

t.jobs = 3
t.setTimeout(0)

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
