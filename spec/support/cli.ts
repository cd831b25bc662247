import type { Command } from '../../lib/cli/command.js'
import { Server } from '../../lib/cli/server.js'
import type { Style } from '../../lib/cli/table.js'

export interface CliOptions extends Partial<Style> {
  readonly force?: boolean
  readonly stdin?: string | Uint8Array
  readonly signal?: AbortSignal
  /** Told of each text that is printed, which is written when this resolves. */
  readonly printed?: (text: string) => unknown
  readonly complain?: (message: string) => void
}

/** Runs a command of `ovsdb` in this process. @returns what it printed @throws what it throws */
export async function runCommand(
  command: Command,
  remote: string,
  operands: readonly string[] = [],
  options: CliOptions = {},
): Promise<string> {
  const { force = false, stdin = '', printed = () => {}, complain = () => {} } = options
  const { format = 'table', cells = 'string', headings = true, timestamps = false, pretty = false } = options
  const { signal = new AbortController().signal } = options
  let output = ''
  await command.run({
    server: new Server(remote, { leaderOnly: true, signal }),
    operands,
    style: { format, cells, headings, timestamps, pretty },
    force,
    print: async (text) => {
      output += text
      await printed(text)
    },
    complain,
    read: async () => (typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin),
  })
  return output
}
