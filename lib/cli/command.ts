import type { Server } from './server.js'
import type { Style } from './table.js'

/** What a command has to work with. */
export interface Context {
  readonly server: Server
  /** What follows the server on the command line. */
  readonly operands: readonly string[]
  /** How tables, and JSON, are printed. */
  readonly style: Style
  readonly force: boolean
  /** Writes to standard output; resolves when it is written, or nobody reads any more. */
  print(text: string): Promise<void>
  /** Tells who runs the command of a trouble that does not end it. */
  complain(message: string): void
  /** All of standard input, or of the file. @throws {UsageError} when it holds more than that */
  read(maxBytes: number, path?: string): Promise<Uint8Array>
}

export interface Command {
  readonly name: string
  /** The operands, as `--help` shows them. */
  readonly usage: string
  readonly summary: string
  readonly details?: string
  /** What `--force` means, where there is such a flag. */
  readonly force?: string
  run(context: Context): Promise<void>
}
