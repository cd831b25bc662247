import ts from 'typescript'
import type { Door } from './public-symbols.js'

/** Where the examples' server listens. */
export const REMOTE = 'tcp:127.0.0.1:6640'

/** What examples may use without saying where it comes from, each of what stands before it. */
const CONTEXT: Readonly<Record<string, string>> = {
  client: `await using client = await connect('${REMOTE}', { database: 'Open_vSwitch' })`,
  session: `const { session } = await new Promise<DatabaseSession>((resolve) => { client.onSession(resolve) })`,
  insert: 'const { insert } = operations<OpenVSwitch>()',
  select: 'const { select } = operations<OpenVSwitch>()',
  update: 'const { update } = operations<OpenVSwitch>()',
  mutate: 'const { mutate } = operations<OpenVSwitch>()',
  wait: 'const { wait } = operations<OpenVSwitch>()',
  verify: 'const { verify } = operations<OpenVSwitch>()',
  replica:
    "await using replica = await client.replicate({ Port: ['name', 'tag', 'interfaces'], Interface: ['name', 'admin_state'] })",
  schema:
    "const schema = { name: 'Zoo', tables: { Animal: { columns: { name: { type: 'string' } }, isRoot: true } } } as const",
}

/**
 * Makes a program of an example: with imports of the public names that it uses and does not import itself, and with the
 * {@link CONTEXT} that it refers to.
 *
 * @param names what the door exports
 */
export function exampleProgram(example: string, door: Door, names: ReadonlySet<string>): string {
  const context = contextOf(namesIn(example))
  const code = [...context, example].join('\n')
  const { used, declared } = namesIn(code)
  const imported = [...used].filter((name) => names.has(name) && !declared.has(name))
  const imports = imported.length === 0 ? '' : `import { ${imported.join(', ')} } from '${door}'\n`
  return `${imports}${code}\nexport {}\n`
}

function contextOf({ used, declared }: Names): readonly string[] {
  const wanted = new Set([...used].filter((name) => !declared.has(name)))
  for (const [name, code] of Object.entries(CONTEXT).reverse()) {
    if (wanted.has(name)) for (const further of namesIn(code).used) wanted.add(further)
  }
  return Object.entries(CONTEXT).flatMap(([name, code]) => (wanted.has(name) && !declared.has(name) ? [code] : []))
}

interface Names {
  /** Of members only as a value of their own: `{ name }`. */
  readonly used: ReadonlySet<string>
  /** At the top. */
  readonly declared: ReadonlySet<string>
}

function namesIn(code: string): Names {
  const used = new Set<string>()
  const declared = new Set<string>()
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2023, true)
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      if (isDeclared(node, source)) declared.add(node.text)
      else if (!isMember(node)) used.add(node.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return { used, declared }
}

/** At the top: what is declared within a function hides nothing outside of it. */
function isDeclared(node: ts.Identifier, source: ts.SourceFile): boolean {
  const { parent } = node
  const isName =
    (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isImportSpecifier(parent)) &&
    parent.name === node
  const isStatement =
    (ts.isFunctionDeclaration(parent) ||
      ts.isClassDeclaration(parent) ||
      ts.isInterfaceDeclaration(parent) ||
      ts.isTypeAliasDeclaration(parent)) &&
    parent.name === node &&
    parent.parent === source
  return isStatement || (isName && scopeOf(parent) === source)
}

function scopeOf(node: ts.Node): ts.Node {
  return ts.isFunctionLike(node) || ts.isSourceFile(node) || ts.isBlock(node) ? node : scopeOf(node.parent)
}

function isMember(node: ts.Identifier): boolean {
  const { parent } = node
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node)
  )
}
