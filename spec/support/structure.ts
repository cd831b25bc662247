import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join, posix } from 'node:path'
import ts from 'typescript'

/** TypeScript files by their path from the package root, with `/`. */
export type Sources = ReadonlyMap<string, string>

/** A rule of the repository's structure: returns what breaks it, one line each. */
export type Rule = (sources: Sources) => readonly string[]

export const MAX_LINES = 400

/** What the areas may import, apart from themselves and from packages (CONTRIBUTING, "Where things are"). */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'lib/jsonrpc': [],
  'lib/ovsdb': ['lib/jsonrpc'],
  'lib/unixctl': ['lib/jsonrpc'],
  'lib/ovsdb-server': ['lib/ovsdb', 'lib/jsonrpc'],
  'lib/testing': ['lib/ovsdb-server', 'lib/jsonrpc'],
  'lib/contiv': [],
  'lib/correlation': ['lib/ovsdb', 'lib/unixctl', 'lib/contiv', 'lib/jsonrpc'],
  'lib/page': [],
  'lib/live': ['lib/page', 'lib/correlation', 'lib/ovsdb', 'lib/contiv'],
  'lib/exporter': ['lib/live', 'lib/page', 'lib/correlation', 'lib/ovsdb', 'lib/unixctl', 'lib/contiv', 'lib/jsonrpc'],
  'lib/interfaces': ['lib/ovsdb'],
  'lib/terminal': [
    'lib/live',
    'lib/page',
    'lib/correlation',
    'lib/interfaces',
    'lib/ovsdb',
    'lib/contiv',
    'lib/jsonrpc',
  ],
  'lib/cli': ['lib/interfaces', 'lib/ovsdb', 'lib/jsonrpc'],
  'lib/index.ts': ['lib/ovsdb'],
  'lib/browser.ts': ['lib/ovsdb'],
  'lib/demo': [
    'lib/ovsdb-server',
    'lib/exporter',
    'lib/correlation',
    'lib/ovsdb',
    'lib/unixctl',
    'lib/contiv',
    'lib/jsonrpc',
    'lib/index.ts',
  ],
  bin: [
    'lib/exporter',
    'lib/terminal',
    'lib/cli',
    'lib/interfaces',
    'lib/correlation',
    'lib/ovsdb',
    'lib/unixctl',
    'lib/contiv',
    'lib/jsonrpc',
    'lib/index.ts',
  ],
}

/** The public door, and what a user of the client library does not want to load with it. */
const LIBRARY = 'lib/index.ts'
const NOT_FOR_THE_LIBRARY = [
  'koa',
  '@koa/router',
  'prom-client',
  'got',
  'pino',
  'commander',
  'zod',
  'uplot',
  'yaml',
  'bcryptjs',
]

/** What modes `ovs` and `netplugin` are made of, and what only Netmaster needs. */
const SWITCH = 'lib/exporter/switch-parts.ts'
const NOT_FOR_THE_SWITCH = ['got', 'zod']

/** Generated code, and what only a browser can run: spec/system/live-page drives it in one. */
const SPECIFIED_ELSEWHERE = ['lib/ovsdb/models/', 'lib/page/view/']

/** The door for browsers. */
const BROWSER = 'lib/browser.ts'

const SOCKET_MODULES = ['node:net', 'node:tls', 'net', 'tls']

export function readSources(...folders: readonly string[]): Sources {
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path).replaceAll('\\', '/')),
  )
  return new Map(
    paths
      .filter((path) => path.endsWith('.ts'))
      .sort()
      .map((path) => [path, readFileSync(path, 'utf8')]),
  )
}

export const noCycle: Rule = (sources) => {
  const graph = importGraph(sources)
  const found: string[] = []
  const done = new Set<string>()
  const visit = (file: string, trail: readonly string[]) => {
    if (trail.includes(file)) {
      found.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
    } else if (!done.has(file)) {
      for (const imported of graph.get(file) ?? []) if (sources.has(imported)) visit(imported, [...trail, file])
      done.add(file)
    }
  }
  for (const file of graph.keys()) visit(file, [])
  return found
}

export const oneDirection: Rule = (sources) =>
  [...importGraph(sources)].flatMap(([file, imports]) => {
    const from = areaOf(file)
    const allowed = MAY_IMPORT[from]
    if (allowed === undefined) return [`${file}: ${from} is no area the order knows`]
    return imports
      .filter((imported) => imported.startsWith('lib/') || imported.startsWith('bin/'))
      .filter((imported) => areaOf(imported) !== from && !allowed.includes(areaOf(imported)))
      .map((imported) => `${file} imports ${imported}`)
  })

export const libraryAlone: Rule = (sources) => loaded(LIBRARY, NOT_FOR_THE_LIBRARY, importGraph(sources))

/** Mode `ovs` loads nothing of Contiv's, which takes four megabytes: only `import()` brings it, where there is a Netmaster. */
export const switchAlone: Rule = (sources) => {
  const atOnce = (text: string) => withoutTypes(text).replace(/\bimport\(/g, 'later(')
  const graph = importGraph(new Map([...sources].map(([file, text]) => [file, atOnce(text)])))
  return loaded(SWITCH, NOT_FOR_THE_SWITCH, graph)
}

/** Which of these packages are loaded with the file, and where. */
function loaded(entry: string, packages: readonly string[], graph: ReturnType<typeof importGraph>): readonly string[] {
  const reached = reachedFrom(entry, graph)
  return packages.flatMap((name) => {
    const importer = [...reached].find((file) =>
      graph.get(file)?.some((to) => to === name || to.startsWith(`${name}/`)),
    )
    return importer === undefined ? [] : [`${entry} loads ${name}, because of ${importer}`]
  })
}

/** What runs in browsers loads nothing of Node.js; its types may, where they are only types. */
export const browserAlone: Rule = (sources) => {
  const graph = importGraph(new Map([...sources].map(([file, text]) => [file, withoutTypes(text)])))
  return [...reachedFrom(BROWSER, graph)].flatMap((file) =>
    (graph.get(file) ?? [])
      .filter((to) => to === 'ws' || isBuiltin(to))
      .map((to) => `${BROWSER} loads ${to}, because of ${file}`),
  )
}

export const socketsInOneFile: Rule = (sources) => {
  const socketsIn = (file: string, text: string) => importsOf(file, text).some((to) => SOCKET_MODULES.includes(to))
  const files = [...sources].filter(([file, text]) => socketsIn(file, text) && socketsIn(file, withoutTypes(text)))
  return files.length > 1 ? files.map(([file]) => `${file} imports sockets`) : []
}

export const notTooLong: Rule = (sources) =>
  [...sources].flatMap(([file, text]) => {
    const lines = text.split('\n').length - 1
    return lines > MAX_LINES ? [`${file} has ${lines} lines`] : []
  })

/**
 * Every file of lib with code of its own has its spec at the mirrored path.
 *
 * @param awaited files, or folders ending in `/`, whose specs are still to come; one that is no longer needed is told
 */
export function specsMirrorLib(specs: Sources, awaited: readonly string[]): Rule {
  return (sources) => {
    const lacking = [...sources]
      .filter(([file]) => file.startsWith('lib/') && !SPECIFIED_ELSEWHERE.some((folder) => file.startsWith(folder)))
      .filter(([file]) => !specs.has(file.replace(/^lib\//, 'spec/').replace(/\.ts$/, '.spec.ts')))
      .filter(([file, text]) => hasCode(file, text))
      .map(([file]) => file)
    const covers = (entry: string, file: string) => (entry.endsWith('/') ? file.startsWith(entry) : file === entry)
    return [
      ...lacking.filter((file) => !awaited.some((entry) => covers(entry, file))).map((file) => `${file} has no spec`),
      ...awaited
        .filter((entry) => !lacking.some((file) => covers(entry, file)))
        .map((entry) => `${entry} need not be awaited any more`),
    ]
  }
}

function reachedFrom(door: string, graph: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set([door])
  for (const file of reached) for (const imported of graph.get(file) ?? []) reached.add(imported)
  return reached
}

/** Each file's imports, of types too: paths of files here, and names of packages as written. */
function importGraph(sources: Sources): ReadonlyMap<string, readonly string[]> {
  return new Map([...sources].map(([file, text]) => [file, importsOf(file, text)]))
}

function importsOf(file: string, text: string): readonly string[] {
  return ts
    .preProcessFile(text, true, false)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? posix.join(posix.dirname(file), fileName).replace(/\.js$/, '.ts') : fileName,
    )
}

function areaOf(file: string): string {
  const [top = '', area = ''] = file.split('/')
  return top === 'lib' ? `${top}/${area}` : top
}

function hasCode(file: string, text: string): boolean {
  return posix.basename(file) !== 'index.ts' && withoutTypes(text).replace('export {};', '').trim() !== ''
}

/** The JavaScript of a file: no type, no comment. */
function withoutTypes(text: string): string {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      removeComments: true,
    },
  })
  return outputText
}
