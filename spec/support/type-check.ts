import { join, resolve } from 'node:path'
import ts from 'typescript'

/**
 * Type-checks TypeScript under `strict` as a project would that uses this package, together with whatever it imports.
 *
 * @param files their texts by name
 * @returns what the compiler says against it, one line each
 */
export function typeCheck(files: Readonly<Record<string, string>>): readonly string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
    skipLibCheck: true,
    noEmit: true,
  }
  const texts = new Map(Object.entries(files).map(([name, text]) => [resolve(name), text]))
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  host.getSourceFile = (path, language) => {
    const text = texts.get(resolve(path))
    return text === undefined ? getSourceFile(path, language) : ts.createSourceFile(path, text, language)
  }
  host.fileExists = (path) => texts.has(resolve(path)) || fileExists(path)
  host.readFile = (path) => texts.get(resolve(path)) ?? readFile(path)
  const program = ts.createProgram([...texts.keys()], options, host)
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ')
    if (file === undefined) return text
    const { line } = ts.getLineAndCharacterOfPosition(file, start ?? 0)
    return `${join(file.fileName).slice(process.cwd().length + 1)}:${line + 1}: ${text}`
  })
}
