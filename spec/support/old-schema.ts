import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Scope } from './scope.js'
import { tempDir } from './temp-dir.js'

/** The schema file of an Open vSwitch of long ago, as far as a spec needs one: its Bridge knows no RSTP. */
export function oldSchemaFile(scope: Scope): string {
  const file = join(tempDir(scope), 'old.ovsschema')
  const tables = { Bridge: { columns: { name: { type: 'string' } }, isRoot: true } }
  writeFileSync(file, JSON.stringify({ name: 'Open_vSwitch', version: '1.0.0', tables }))
  return file
}
