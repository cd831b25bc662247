import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import ts from 'typescript'
import { exampleProgram, REMOTE } from './support/example-program.js'
import { startOvsdbServer } from './support/ovsdb-server.js'
import { type Door, publicSymbols } from './support/public-symbols.js'
import { typeCheck } from './support/type-check.js'
import { missing } from './support/which.js'

const symbols = publicSymbols()

interface Example {
  /** The symbol or member that it shows, and which of its examples it is. */
  readonly title: string
  readonly text: string
  readonly door: Door
}

const examples: readonly Example[] = symbols.flatMap(({ name, door, examples, memberExamples }) => [
  ...examples.map((text, index) => ({ title: `${name} ${index + 1}`, text, door })),
  ...memberExamples.map(([member, text]) => ({ title: `${name}.${member}`, text, door })),
])

/**
 * Classes, functions and constants have an example each. A type may have the example of another symbol instead, where it
 * is what that one takes or returns: then its comment links to it.
 */
t.test('every public symbol is documented and has an example, or is a type that links to one', async (t) => {
  t.ok(symbols.length > 200)
  const shown = new Set(symbols.filter((symbol) => symbol.examples.length > 0).map(({ name }) => name))
  const lacking = symbols.filter(({ name, documentation, isType, links }) => {
    const root = (link: string) => link.split('.', 1)[0] ?? ''
    const hasExample = shown.has(name) || (isType && links.some((link) => shown.has(root(link))))
    return documentation === '' || !hasExample
  })
  t.strictSame(
    lacking.map(({ name, file }) => `${file}: ${name}`),
    [],
  )
})

t.test('every example type-checks', async (t) => {
  const files = examples.map((example, index) => [
    `${example.title.replaceAll(/\W+/g, '-')}-${index}.ts`,
    programOf(example),
  ])
  t.strictSame(typeCheck(Object.fromEntries(files)), [])
})

t.test('those that say what they print run, and print that', { skip: missing('ovsdb-server') }, async (t) => {
  const runnable = examples.filter(({ text }) => promisedBy(text).length > 0)
  t.ok(runnable.length > 50)
  const server = await startOvsdbServer(t, { load: 'fixtures/ovsdb/load-contiv-node.json' })
  const dir = mkdtempSync(join('dist', 'examples-'))
  t.teardown(() => rmSync(dir, { recursive: true }))
  for (const [index, example] of runnable.entries()) {
    const file = join(dir, `${index}.js`)
    writeFileSync(file, printing(programOf(example).replaceAll(REMOTE, server.remote)))
    await t.test(example.title, async (t) => {
      const { printed }: { readonly printed: unknown } = await import(pathToFileURL(file).href)
      t.strictSame(printed, promisedBy(example.text))
    })
  }
})

function programOf({ text, door }: Example): string {
  return exampleProgram(text, door, new Set(symbols.filter((symbol) => symbol.door === door).map(({ name }) => name)))
}

/** The lines that stand behind `// → `. */
function promisedBy(text: string): readonly string[] {
  return [...text.matchAll(/\/\/ → (.*)/g)].map(([, line = '']) => line)
}

/** The program as JavaScript that keeps what it prints. */
function printing(program: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }
  const { outputText } = ts.transpileModule(program, { compilerOptions })
  return [
    "import { format } from 'node:util'",
    'export const printed = []',
    'const console = { log: (...values) => printed.push(format(...values)) }',
    outputText,
  ].join('\n')
}
