import { Command, CommanderError, InvalidArgumentError } from 'commander'

export interface Options {
  /** Parts of the week; the programs are looked at after each. */
  readonly rounds: number
  /** How long all parts take together, at least. */
  readonly minutes: number
  /** Endpoints that are replaced in all. */
  readonly churn: number
  /** Endpoints that there are at a time. */
  readonly endpoints: number
  /** Shows that it runs: too short to judge by. */
  readonly quick: boolean
  /** Where to write the results as JSON. */
  readonly json: string | undefined
}

/** What a command line asks for: a run, or to print a text and exit. */
export type CommandLine =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'print'; readonly text: string; readonly status: number }

/** A quarter of a day each. */
const ROUNDS = 28
const QUICK_ROUNDS = 4

export function parseOptions(args: readonly string[]): CommandLine {
  let printed = ''
  const command = new Command('npm run soak --')
    .description(
      'Compresses a week into some minutes and says of each program whether anything grows; see bench/README.md. ' +
        'Exit status: 0 when nothing grows, 1 when something does or the run failed, 2 for a wrong flag.',
    )
    .option('--minutes <number>', 'how long the week takes, at least', positive, 10)
    .option('--churn <number>', 'endpoints that are replaced in all', positive, 100_000)
    .option('--endpoints <number>', 'endpoints that there are at a time', positive, 500)
    .option('--quick', 'some two minutes with a few endpoints: shows that it runs, and judges nothing', false)
    .option('--json <file>', 'write the results into this file too')
    .helpOption('--help', 'print this text')
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => (printed += text), writeErr: (text) => (printed += text) })
  try {
    command.parse(args, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return { kind: 'print', text: printed, status: error.exitCode === 0 ? 0 : 2 }
    throw error
  }
  const { json, ...given } = command.opts<Omit<Options, 'rounds'>>()
  const quick = given.quick ? { minutes: 0, churn: 400, endpoints: 100, rounds: QUICK_ROUNDS } : { rounds: ROUNDS }
  return { kind: 'run', options: { ...given, ...quick, json } }
}

function positive(text: string): number {
  const value = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || value === 0) throw new InvalidArgumentError('expected a number above 0')
  return value
}
