import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where daemons live; not in the PATH of every user. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin']

/** The path of a program, found in PATH or where daemons live. */
export function which(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS]
  return folders.map((folder) => join(folder, program)).find(isExecutable)
}

/**
 * Why a spec that needs these programs has to be skipped; false when all are there.
 *
 * @example t.test('over TCP', { skip: missing('ovsdb-server') }, async (t) => { … })
 */
export function missing(...programs: readonly string[]): string | false {
  const absent = programs.filter((program) => which(program) === undefined)
  return absent.length > 0 && `${absent.join(', ')} not installed: see spec/support/install-servers.sh`
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
