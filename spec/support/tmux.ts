import { randomBytes } from 'node:crypto'
import { startProgram } from './child-process.js'
import { eventually } from './eventually.js'
import { run } from './run.js'
import type { Scope } from './scope.js'

export interface TmuxOptions {
  readonly columns?: number
  readonly rows?: number
  readonly env?: Readonly<Record<string, string>>
}

/** A real terminal: tmux with a shell in it, on a server of its own. */
export interface Tmux {
  /** Types: text as it is, or the names that tmux has for keys (`Enter`, `Up`, `C-c`). */
  keys(...keys: readonly string[]): Promise<void>
  /** Types a command and Enter. */
  type(command: string): Promise<void>
  /** What is on the screen, a line each, without spaces at their ends. */
  screen(): Promise<readonly string[]>
  /** The same with the sequences that style it. */
  styled(): Promise<string>
  /** Resolves with the screen once a line of it matches. @throws with the screen when none comes to */
  shows(pattern: RegExp, deadline?: number): Promise<readonly string[]>
  resize(columns: number, rows: number): Promise<void>
  /** Whether it is as a shell wants it: the usual screen, a cursor, lines that wrap. */
  restored(): Promise<boolean>
  /** Takes the terminal away from what runs in it. */
  close(): Promise<void>
}

/** Starts it; it ends with the scope, and what runs in it. */
export async function startTmux(scope: Scope, { columns = 100, rows = 24, env = {} }: TmuxOptions = {}): Promise<Tmux> {
  const socket = `ovsdb-exporter-${randomBytes(6).toString('hex')}`
  const tmux = (...args: readonly string[]) => run('tmux', ['-L', socket, '-u', ...args])
  const variables = Object.entries({ TERM: 'tmux-256color', LC_ALL: 'C.UTF-8', PS1: '$ ', ...env })
  // What turns colours on or off around the spec is none of the terminal's.
  const unset = ['CI', 'FORCE_COLOR', 'NODE_DISABLE_COLORS', 'NO_COLOR'].map((name) => `--unset=${name}`)
  // No daemon: it would outlive a spec that is killed.
  const server = await startProgram(scope, 'tmux', ['-D', '-L', socket, '-u', '-f', '/dev/null'], {
    ready: () => tmux('show-options', '-s').then(() => true),
  })
  await tmux(
    ...['new-session', '-d', '-x', `${columns}`, '-y', `${rows}`],
    ...['env', ...unset, ...variables.map(([name, value]) => `${name}=${value}`), 'bash', '--norc', '--noprofile'],
  )
  const screen = async () => (await tmux('capture-pane', '-p')).split('\n').map((line) => line.trimEnd())
  const terminal: Tmux = {
    keys: async (...keys) => void (await tmux('send-keys', ...keys)),
    type: async (command) => {
      await tmux('send-keys', '-l', command)
      await tmux('send-keys', 'Enter')
    },
    screen,
    styled: () => tmux('capture-pane', '-p', '-e'),
    shows: async (pattern, deadline = 20_000) => {
      let last: readonly string[] = []
      const look = async () => {
        last = await screen()
        return last.some((line) => pattern.test(line)) && last
      }
      return eventually(look, { deadline, interval: 100 }).catch((cause) => {
        throw new Error(`expected ${pattern} on the screen, got:\n${last.join('\n')}`, { cause })
      })
    },
    resize: async (columns, rows) => void (await tmux('resize-window', '-x', `${columns}`, '-y', `${rows}`)),
    close: () => server.stop(),
    restored: async () =>
      (await tmux('display', '-p', '#{alternate_on} #{cursor_flag} #{wrap_flag}')).trim() === '0 1 1',
  }
  await terminal.shows(/^\$/)
  return terminal
}
