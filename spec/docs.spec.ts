import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import ts from 'typescript'
import { startOvsdbServer } from './support/ovsdb-server.js'
import { run } from './support/run.js'
import { typeCheck } from './support/type-check.js'
import { missing } from './support/which.js'

const DOCUMENT = 'docs/library.md'
/** The server that the document's programs speak of. */
const REMOTE = 'tcp:127.0.0.1:6640'

interface Section {
  readonly title: string
  /** All TypeScript of the section: its blocks are one program. */
  readonly program: string
  /** Whether the program can be run on a switch; marked by `<!-- run -->`. What it prints is marked by `// → `. */
  readonly runs: boolean
}

const sections: readonly Section[] = readFileSync(DOCUMENT, 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((text) => ({
    title: text.split('\n', 1)[0] ?? '',
    program: [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code).join(''),
    runs: text.includes('<!-- run -->'),
  }))
  .filter(({ program }) => program !== '')

t.test('every section of the document is a program that type-checks', async (t) => {
  t.ok(sections.length >= 5)
  const files = sections.map(({ title, program }) => [fileOf(title), program])
  t.strictSame(typeCheck(Object.fromEntries(files)), [])
})

t.test('those that say so run, and print what they say', { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  const runnable = sections.filter(({ runs }) => runs)
  t.ok(runnable.length > 0)
  for (const { title, program } of runnable) {
    t.ok(program.includes(REMOTE), `${title} speaks of ${REMOTE}`)
    const server = await startOvsdbServer(t, { load: 'fixtures/ovsdb/load-contiv-node.json' })
    const dir = mkdtempSync(join('dist', 'docs-'))
    t.teardown(() => rmSync(dir, { recursive: true }))
    const file = join(dir, 'program.js')
    writeFileSync(file, compiled(program.replaceAll(REMOTE, server.remote)))
    const printed = (await run(process.execPath, [file])).trimEnd().split('\n')
    const promised = [...program.matchAll(/\/\/ → (.*)/g)].map(([, line]) => line)
    t.strictSame(printed, promised, title)
  }
})

function fileOf(title: string): string {
  return `${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.ts`
}

function compiled(program: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }
  return ts.transpileModule(program, { compilerOptions }).outputText
}
