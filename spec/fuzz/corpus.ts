import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A folder a target: what broke something once, and what reaches code that else nothing does. */
export const CORPUS = 'fixtures/corpus'

export interface Entry {
  readonly name: string
  readonly input: Uint8Array
}

export function readCorpus(target: string, folder = CORPUS): readonly Entry[] {
  const path = join(folder, target)
  if (!existsSync(path)) return []
  return readdirSync(path)
    .sort()
    .map((name) => ({ name, input: readFileSync(join(path, name)) }))
}

/** @returns where it was written */
export function writeEntry(target: string, input: Uint8Array, folder = CORPUS): string {
  const path = join(folder, target)
  mkdirSync(path, { recursive: true })
  const file = join(path, createHash('sha256').update(input).digest('hex').slice(0, 12))
  writeFileSync(file, input)
  return file
}
