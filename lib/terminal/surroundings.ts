import { escapeControls } from '../interfaces/index.js'
import { NAME } from './help.js'

/** What the command has to work with. */
export interface Surroundings {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly env: Readonly<Record<string, string | undefined>>
  /**
   * Writes to standard output.
   *
   * @returns whether anybody reads it: one who has gone away, as `head` does, wants no more and no complaint
   * @throws when it cannot be written
   */
  print(text: string): Promise<boolean>
  /** Tells the user, beside the output, in one line. */
  complain(message: string): void
}

/** Those of this process. */
export function surroundingsOf({ stdin, stdout, stderr, env }: NodeJS.Process): Surroundings {
  stdout.on('error', () => {}) // print() reports it
  stderr.on('error', () => {}) // nobody is left to tell
  return {
    stdin,
    stdout,
    env,
    print: (text) =>
      new Promise((resolve, reject) => {
        stdout.write(text, (error) => {
          const gone = (error as NodeJS.ErrnoException | null | undefined)?.code === 'EPIPE'
          if (error && !gone) reject(new Error(`cannot print: ${error.message}`, { cause: error }))
          else resolve(!gone)
        })
      }),
    complain: (message) => stderr.write(`${NAME}: ${escapeControls(message)}\n`),
  }
}
