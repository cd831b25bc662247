import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { run } from '../support/run.js'

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
}

interface Locked {
  readonly version: string
  readonly resolved?: string
  readonly integrity?: string
  readonly license?: string
  readonly dev?: true
  readonly hasInstallScript?: true
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
const locked = Object.entries(packages).filter(([path]) => path !== '')
/** What the page's bundle takes in: it has no dependencies of its own. */
const bundled = [...sourcesOf('lib/page/view')].filter((name) => `node_modules/${name}` in packages)
const shipped = locked.filter(([path, { dev }]) => dev !== true || bundled.includes(path.replace('node_modules/', '')))

/** Licences that ask for no more than to be passed on, or apply to a development tool alone. */
const PERMISSIVE = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '(MIT OR CC0-1.0)'])

/** The packages that the files of a folder import. */
function sourcesOf(folder: string): ReadonlySet<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const texts = files.map((name) => readFileSync(join(folder, name), 'utf8'))
  const imports = texts.flatMap((text) => [...text.matchAll(/(?:from|import) '([^.'][^']*)'/g)])
  return new Set(
    imports.map(([, name = '']) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    ),
  )
}

t.test('every direct dependency is one version', async (t) => {
  for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    t.match(range, /^\d+\.\d+\.\d+$/, name)
    t.equal(packages[`node_modules/${name}`]?.version, range, `${name} is locked to it`)
  }
})

t.test('every package is known by its content, and by no address', async (t) => {
  for (const [path, { integrity, resolved }] of locked) {
    t.match(integrity, /^sha512-/, path)
    t.equal(resolved, undefined, path)
  }
})

t.test('no package runs a script when it is installed', async (t) => {
  t.strictSame(
    locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path),
    [],
  )
  for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) t.notOk(script in manifest.scripts, script)
})

t.test('the licences of what is shipped', async (t) => {
  t.strictSame(
    shipped.filter(([, { license = 'none' }]) => !PERMISSIVE.has(license)).map(([path]) => path),
    [],
  )
})

t.test('the licence of what is bundled goes with it', async (t) => {
  t.strictSame(bundled, ['uplot'])
  t.match(readFileSync('dist/lib/page/assets/uplot.LICENSE', 'utf8'), 'MIT')
})

t.test('the bill of materials names what is shipped, and nothing else', async (t) => {
  const { components } = JSON.parse(await run('npm', ['run', '--silent', 'sbom'])) as {
    components: readonly { readonly purl: string }[]
  }
  const purl = (path: string, version: string) =>
    `pkg:npm/${path.replace(/^.*node_modules\//, '').replace(/^@/, '%40')}@${version}`
  t.strictSame(
    [...new Set(components.map((component) => component.purl))].sort(),
    [...new Set(shipped.map(([path, { version }]) => purl(path, version)))].sort(),
  )
})
