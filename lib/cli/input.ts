import { constants } from 'node:buffer'
import { UsageError } from './errors.js'

/** Bytes that a schema may have; Open vSwitch's own has 30,000. */
export const MAX_SCHEMA_BYTES = 2 ** 24
/** Bytes that a transaction or a database may have: more make no message. */
export const MAX_TRANSACTION_BYTES = constants.MAX_STRING_LENGTH

/**
 * All that a file or standard input holds, which may be a device or a pipe without an end.
 *
 * @param name for messages
 * @throws {UsageError} when it cannot be read, or holds more than that
 */
export async function readInput(input: AsyncIterable<Uint8Array>, name: string, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of input) {
      length += chunk.length
      if (length > maxBytes) throw new UsageError(`expected at most ${maxBytes} bytes, got more from ${name}`)
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof UsageError) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(`expected a file that can be read, got ${name} (${code})`, { cause: error })
  }
  return Buffer.concat(chunks)
}
