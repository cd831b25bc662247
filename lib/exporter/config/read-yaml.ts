import { Composer, type CST, type Document, isScalar, Lexer, Parser, visit } from 'yaml'
import { ConfigError } from './errors.js'
import { nameOf } from './explain-issue.js'

/** `failsafe` leaves all scalars text; `core` knows numbers and truth. */
export type YamlSchema = 'failsafe' | 'core'

/** Much more than a configuration needs. The library goes down one call a level, and its end is the process's. */
const MAX_DEPTH = 100

/**
 * Reads a file's text, one YAML document: values that hold each other in a finite tree. An empty one is an empty mapping.
 *
 * @param file the name to call it by
 * @throws {ConfigError} one line with no more than keys of the text in it, which may hold secrets
 */
export function readYaml(yaml: string, file: string, schema: YamlSchema): unknown {
  // Below `error` the library prints its warnings, the text with them.
  const composer = new Composer({ schema, logLevel: 'error', uniqueKeys: false })
  const [document, second] = composer.compose(tokensOf(yaml, file))
  if (document === undefined) return {}
  const [problem] = [...document.errors, ...document.warnings, ...repeatedKeys(document)]
  const code = second === undefined ? problem?.code : 'a second document'
  if (code !== undefined) {
    const line = yaml.slice(0, problem?.pos[0] ?? 0).split('\n').length
    throw new ConfigError(`${file}: expected YAML, got ${code}${problem === undefined ? '' : ` in line ${line}`}`)
  }
  const content = treeOf(document, file)
  const passedOver = pathOf('__proto__', content)
  if (passedOver !== undefined) {
    throw new ConfigError(`${file}: ${nameOf(passedOver)}: expected any other key, got this one`)
  }
  return content
}

interface Problem {
  readonly code: string
  /** Where it is in the text; the first is where it begins. */
  readonly pos: readonly number[]
}

/** The library compares each key with all before it: tens of thousands of them would hold up the start for minutes. */
function repeatedKeys(document: Document): readonly Problem[] {
  const repeated: Problem[] = []
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>()
      for (const { key } of map.items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value)) repeated.push({ code: 'DUPLICATE_KEY', pos: key.range ?? [] })
        seen.add(key.value)
      }
    },
  })
  return repeated
}

/**
 * What the composer makes values of. It nests by recursion, where the parser does not: a text of 9,000 colons on a line
 * took it 237 MB.
 */
function* tokensOf(yaml: string, file: string): Iterable<CST.Token> {
  const parser = new Parser()
  for (const lexeme of new Lexer().lex(yaml)) {
    yield* parser.next(lexeme)
    if (parser.stack.filter((token) => 'items' in token).length > MAX_DEPTH) {
      throw new ConfigError(`${file}: expected YAML nested at most ${MAX_DEPTH} deep, got deeper`)
    }
  }
  yield* parser.end()
}

function treeOf(document: Document, file: string): unknown {
  try {
    const content: unknown = document.toJS() || {}
    expectTree(content, [])
    return content
  } catch (cause) {
    throw new ConfigError(`${file}: expected YAML, got an alias of nothing, of itself, or of too much`, { cause })
  }
}

/** @throws {Error} when a value holds itself */
function expectTree(value: unknown, above: readonly unknown[]): void {
  if (typeof value !== 'object' || value === null) return
  if (above.includes(value)) throw new Error('it holds itself')
  for (const part of Object.values(value)) expectTree(part, [...above, value])
}

/** The way to a key. What checks objects passes over some: a user of that name was none, and everybody was let in. */
function pathOf(key: string, value: unknown): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (Object.hasOwn(value, key)) return [key]
  for (const [step, part] of Object.entries(value)) {
    const below = pathOf(key, part)
    if (below !== undefined) return [step, ...below]
  }
  return undefined
}
