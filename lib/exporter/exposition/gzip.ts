import { addAbortSignal, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { constants, createGzip } from 'node:zlib'

/** The lowest level: the labels repeat so much that higher ones take long for little. */
const OPTIONS = { level: constants.Z_BEST_SPEED, chunkSize: 64 * 1024 }

/** Compresses a text: zlib works in a thread of its own, piece by piece, until it is done or the signal aborts. */
export function gzip(pieces: readonly Uint8Array[], signal: AbortSignal): Promise<Buffer> {
  return buffer(addAbortSignal(signal, Readable.from(pieces, { objectMode: false }).pipe(createGzip(OPTIONS))))
}
