import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Transport } from '../jsonrpc/index.js'
import { excerpt } from '../jsonrpc/index.js'
import { dialSocket, readSmallFile, type UnreadableFileError } from '../jsonrpc/node/index.js'
import { DaemonNotFoundError } from './errors.js'

/** Where a daemon's control socket is: in the run directory, named by the program's pidfile; or at a path. */
export type DaemonAddress = { readonly runDir: string; readonly program: string } | { readonly path: string }

interface Place {
  readonly path: string
  /** The pidfile that led here. */
  readonly pidfile?: string
}

/**
 * Connects to a daemon's control socket. The pidfile is read each time, so a daemon that was restarted is found again.
 * Whether its process lives is not asked: the daemon may be in another pid namespace, with only the directory shared.
 *
 * @throws {DaemonNotFoundError} or the signal's reason
 */
export async function dialDaemon(address: DaemonAddress, signal: AbortSignal): Promise<Transport> {
  const place = placeOf(address)
  try {
    return await dialSocket({ path: place.path }, `unix:${place.path}`, signal)
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw notFound(place, error as NodeJS.ErrnoException)
  }
}

/** Tells one socket from another that took its place; `undefined` when there is none. */
export function socketOf(address: DaemonAddress): string | undefined {
  try {
    // Alone, the number of a file that was removed may be that of the next.
    const { ino, ctimeMs } = statSync(placeOf(address).path)
    return `${ino} ${ctimeMs}`
  } catch {
    return undefined
  }
}

function placeOf(address: DaemonAddress): Place {
  return 'path' in address ? address : readPidfile(address.runDir, address.program)
}

/** A daemon with the pidfile `PROGRAM.pid` listens on `PROGRAM.PID.ctl` beside it (ovs-appctl(8), "--target"). */
function readPidfile(runDir: string, program: string): Place {
  const pidfile = join(runDir, `${program}.pid`)
  const text = readText(pidfile, program)
  const pid = /^\d{1,10}(?=\s*$)/.exec(text)?.[0]
  if (pid === undefined) {
    throw new DaemonNotFoundError(`expected a process id in ${pidfile}, got ${JSON.stringify(excerpt(text, 40))}`)
  }
  return { path: join(runDir, `${program}.${pid}.ctl`), pidfile }
}

function readText(pidfile: string, program: string): string {
  try {
    return readSmallFile(pidfile)
  } catch (cause) {
    const { got } = cause as UnreadableFileError
    throw new DaemonNotFoundError(`expected the pidfile of ${program} at ${pidfile}, got ${got}`, { cause })
  }
}

function notFound({ path, pidfile }: Place, cause: NodeJS.ErrnoException): DaemonNotFoundError {
  const stale = pidfile !== undefined && (cause.code === 'ENOENT' || cause.code === 'ECONNREFUSED')
  const why = stale ? `; ${pidfile}, which names it, is stale` : ''
  return new DaemonNotFoundError(`expected a daemon to listen on ${path}, got ${cause.code}${why}`, { cause })
}
