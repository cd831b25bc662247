// Prints the bill of materials of what is shipped, in CycloneDX. `npm sbom --omit=dev` would also leave out what the
// development packages share with it, so npm is shown a lockfile without them. What is bundled into the page is shipped.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const read = (name) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'))
const BUNDLED = ['uplot']

const { devDependencies, ...manifest } = read('package.json')
for (const name of BUNDLED) manifest.dependencies[name] = devDependencies[name]
const lock = read('package-lock.json')
const { dependencies } = manifest
const packages = { ...lock.packages, '': { ...lock.packages[''], dependencies, devDependencies: undefined } }
for (const name of BUNDLED) packages[`node_modules/${name}`].dev = undefined
for (const [path, { dev }] of Object.entries(packages)) if (dev) delete packages[path]

const temporary = mkdtempSync(join(tmpdir(), 'sbom-'))
try {
  const dir = join(temporary, manifest.name) // npm names what it describes after its folder
  mkdirSync(dir)
  writeFileSync(join(dir, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(dir, 'package-lock.json'), JSON.stringify({ ...lock, packages }))
  execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format=cyclonedx'], { cwd: dir, stdio: 'inherit' })
} finally {
  rmSync(temporary, { recursive: true })
}
