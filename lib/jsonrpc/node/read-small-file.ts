import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs'
import { JsonRpcError } from '../errors.js'

/** Bytes that a certificate, a configuration or a pidfile may have. */
const MAX_BYTES = 2 ** 20

const EXPECTED = 'a regular file of 1 MiB at most'

/** A file that cannot be read, is none, or is too large. The message does not name it. */
export class UnreadableFileError extends JsonRpcError {
  override readonly name = 'UnreadableFileError'
  readonly expected: string
  readonly got: string

  constructor(expected: string, got: string, options?: ErrorOptions) {
    super('UNREADABLE_FILE', `expected ${expected}, got ${got}`, options)
    this.expected = expected
    this.got = got
  }
}

/**
 * Reads a text file whole, and never waits for one: a FIFO that nobody writes to, a device without an end and a file
 * that would fill the memory are refused.
 *
 * @throws {UnreadableFileError}
 */
export function readSmallFile(path: string): string {
  let file: number | undefined
  try {
    // Without O_NONBLOCK, opening a FIFO waits for its writer.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const stats = fstatSync(file)
    if (!stats.isFile()) throw new UnreadableFileError(EXPECTED, kindOf(stats))
    if (stats.size > MAX_BYTES) throw new UnreadableFileError(EXPECTED, `one of ${stats.size} bytes`)
    return readBytes(file).toString('utf8')
  } catch (cause) {
    if (cause instanceof UnreadableFileError) throw cause
    const { code = 'one that is not' } = cause as NodeJS.ErrnoException
    throw new UnreadableFileError('a file that can be read', code, { cause })
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/** The size that was told need not be the true one: files in /proc have 0, and others grow. */
function readBytes(file: number): Buffer {
  const bytes = Buffer.allocUnsafe(MAX_BYTES + 1)
  let length = 0
  for (let read = -1; read !== 0; length += read) {
    if (length > MAX_BYTES) throw new UnreadableFileError(EXPECTED, 'a larger one')
    read = readSync(file, bytes, length, bytes.length - length, null)
  }
  return bytes.subarray(0, length)
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a directory'
  if (stats.isFIFO()) return 'a FIFO'
  return stats.isSocket() ? 'a socket' : 'a device'
}
