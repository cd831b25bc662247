import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scope } from './scope.js'

/** A new empty folder, removed with all it holds when the scope ends. Its path is short enough for a Unix socket. */
export function tempDir(scope: Scope): string {
  const dir = mkdtempSync(join(tmpdir(), 'ovsdb-exporter-'))
  scope.teardown(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}
