import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Scope } from './scope.js'
import { tempDir } from './temp-dir.js'

/** What the passwords `secret` and `other` become at bcrypt's lowest cost. */
export const SECRET_HASH = '$2y$04$OPdupcthzcYaNEpRy.Csa.FhbodlintFvWZCNChlfuThbEtDzJFfq'
export const OTHER_HASH = '$2y$04$/0V4y5thsYoXcwGwtIxM6eT5/c1X36mkELOfY3BCBMiFGEqM8wllq'

/** A web configuration's file, to be written again and again. */
export interface WrittenConfig {
  readonly path: string
  write(content: object | string): void
}

/** Writes one, in a folder of its own. */
export function writeWebConfig(scope: Scope, content: object | string): WrittenConfig {
  const path = join(tempDir(scope), 'web.yml')
  const write = (next: object | string) => writeFileSync(path, typeof next === 'string' ? next : stringify(next))
  write(content)
  return { path, write }
}

/** The value of an `Authorization` header. */
export function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
}
