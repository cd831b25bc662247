import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { which } from './which.js'

export interface Outcome {
  /** The exit status, or the signal that ended it. */
  readonly status: number | NodeJS.Signals
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end, whatever its exit status. */
export async function outcome(
  name: string,
  args: readonly string[],
  stdin = '',
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const child = spawn(which(name) ?? name, args, { stdio: 'pipe', env: { ...process.env, ...env } })
  child.stdin.on('error', () => {}) // a program may end before it has read its input
  child.stdin.end(stdin)
  const [stdout, stderr, [status, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { status: signal ?? status, stdout, stderr }
}

/** Runs a program to its end and returns its standard output. @throws with what it printed, unless its status is 0 */
export async function run(name: string, args: readonly string[], stdin = ''): Promise<string> {
  const { status, stdout, stderr } = await outcome(name, args, stdin)
  if (status !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
  return stdout
}
