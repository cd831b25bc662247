import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const DOCUMENT = 'docs/security.md'
const CLAIM = /\[([^\]]+)\]\((\.\.\/spec\/[^)]+\.spec\.ts)\)/g

t.test('every claim is shown by a spec that exists', async (t) => {
  const claims = [...readFileSync(DOCUMENT, 'utf8').matchAll(CLAIM)].map(([, title = '', path = '']) => ({
    title,
    file: join('docs', path),
  }))
  t.ok(claims.length > 30, `${claims.length} claims`)
  for (const { title, file } of claims) {
    t.ok(existsSync(file) && titlesIn(file).some((known) => known.includes(title)), `${file}: ${title}`)
  }
})

t.test('every claim names a spec', async (t) => {
  const [, claims = ''] =
    /^## Anybody who reaches the port$(.*)^Published advisories/ms.exec(readFileSync(DOCUMENT, 'utf8')) ?? []
  const items = claims.split('\n').filter((line) => line.startsWith('- ') && !line.startsWith('- *Limit*: '))
  t.ok(items.length > 25, `${items.length} items`)
  for (const item of items) t.match(item, new RegExp(CLAIM.source), item)
})

/** What is between the quotes behind `test(`, of whichever kind. */
function titlesIn(file: string): readonly string[] {
  const calls = readFileSync(file, 'utf8').matchAll(/\.test\(\s*(['"`])(.+?)\1,/g)
  return [...calls].map(([, , title = '']) => title)
}

t.test('the versions that it names are those that are installed', async (t) => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  /** Those of a package, wherever it is installed. */
  const versionsOf = (name: string) =>
    Object.entries<{ version: string }>(packages).flatMap(([path, { version }]) =>
      path.endsWith(`node_modules/${name}`) ? [version] : [],
    )
  let count = 0
  for (const { packages: names, by, versions } of advisoryRows()) {
    // Two packages by a third: the versions are those of the third.
    const [direct] = names
    const expected = [...(names.length === 1 && direct ? versionsOf(direct) : []), ...(by ? versionsOf(by) : [])]
    t.strictSame([...versions].sort(), expected.sort(), names.join())
    count++
  }
  t.ok(count >= 20, `${count} rows`)
})

t.test('it names every direct dependency, those for development included', async (t) => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const [, withoutVersion = ''] = /^\| (.+) \| \| none found/m.exec(readFileSync(DOCUMENT, 'utf8')) ?? []
  const named = new Set([...advisoryRows().flatMap(({ packages }) => packages), ...withoutVersion.split(', ')])
  t.strictSame(
    Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !named.has(name)),
    [],
  )
})

/** The rows of the tables of advisories that tell versions: `tap and typedoc, by minimatch`. */
function advisoryRows() {
  const rows = readFileSync(DOCUMENT, 'utf8').matchAll(
    /^\| ([@\w/-]+(?: and [@\w/-]+)*)(?:, by ([\w-]+)|, [^|]+)? \| (\d[^|]+) \|/gm,
  )
  return [...rows].map(([, names = '', by, versions = '']) => ({
    packages: names.split(' and '),
    by,
    versions: versions.split(/, | and /),
  }))
}
