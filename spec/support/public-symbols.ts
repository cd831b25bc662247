import { relative } from 'node:path'
import ts from 'typescript'

/** What programs import, and where from. */
export const DOORS = {
  'ovsdb-exporter': 'lib/index.ts',
  'ovsdb-exporter/browser': 'lib/browser.ts',
  'ovsdb-exporter/testing': 'lib/testing/index.ts',
} as const

export type Door = keyof typeof DOORS

/** A symbol that a door exports. */
export interface PublicSymbol {
  readonly name: string
  readonly door: Door
  /** Where it is declared. */
  readonly file: string
  /** Whether there is nothing of it at run time. */
  readonly isType: boolean
  readonly documentation: string
  /** Names that its comment links to. */
  readonly links: readonly string[]
  /** The examples of its comment. */
  readonly examples: readonly string[]
  /** Those of its members' comments, by the member's name. */
  readonly memberExamples: readonly (readonly [member: string, example: string])[]
}

/** Every symbol of every door; one that several doors have comes once, with the first of them. */
export function publicSymbols(): readonly PublicSymbol[] {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.')
  const program = ts.createProgram(Object.values(DOORS), { ...options, noEmit: true })
  const checker = program.getTypeChecker()
  const found = new Map<ts.Symbol, PublicSymbol>()
  for (const [door, file] of Object.entries(DOORS) as [Door, string][]) {
    for (const exported of exportsOf(program, file)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
      if (!found.has(symbol)) found.set(symbol, describe(checker, symbol, door))
    }
  }
  return [...found.values()]
}

function exportsOf(program: ts.Program, file: string): readonly ts.Symbol[] {
  const source = program.getSourceFile(file)
  const module = source && program.getTypeChecker().getSymbolAtLocation(source)
  return module === undefined ? [] : program.getTypeChecker().getExportsOfModule(module)
}

function describe(checker: ts.TypeChecker, symbol: ts.Symbol, door: Door): PublicSymbol {
  const [declaration] = symbol.getDeclarations() ?? []
  return {
    name: symbol.name,
    door,
    file: relative('.', declaration?.getSourceFile().fileName ?? ''),
    isType: (symbol.flags & ts.SymbolFlags.Value) === 0,
    documentation: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    links: symbol
      .getDocumentationComment(checker)
      .filter(({ kind }) => kind === 'linkName')
      .map(({ text }) => text),
    examples: examplesOf(checker, symbol),
    memberExamples: [...(symbol.members?.values() ?? [])].flatMap((member) =>
      examplesOf(checker, member).map((example) => [member.name, example] as const),
    ),
  }
}

function examplesOf(checker: ts.TypeChecker, symbol: ts.Symbol): readonly string[] {
  const texts = symbol
    .getJsDocTags(checker)
    .filter(({ name }) => name === 'example')
    .map(({ text }) => ts.displayPartsToString(text))
  return [...new Set(texts)]
}
