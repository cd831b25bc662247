import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bytesOf } from '../target.js'

/** What was captured of the real thing, a file an input. */
export function captured(folder: string, extension = ''): readonly Uint8Array[] {
  const path = join('fixtures', folder)
  return readdirSync(path)
    .filter((name) => name.endsWith(extension))
    .map((name) => readFileSync(join(path, name)))
}

interface Vector {
  readonly args?: readonly string[]
  readonly input?: string
}

/** The reference's own cases: of each its input, or its arguments behind the command as a JSON array. */
export function vectors(file: string): readonly Uint8Array[] {
  const cases: readonly Vector[] = JSON.parse(readFileSync(join('fixtures/vectors', file), 'utf8'))
  return cases.flatMap(({ args = [], input }) => {
    if (input !== undefined) return [bytesOf(input)]
    return args.length < 2 ? [] : [bytesOf(`[${args.slice(1).join(',')}]`)]
  })
}
