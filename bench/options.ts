import { Command, CommanderError, InvalidArgumentError } from 'commander'

export interface Options {
  /** Numbers of endpoints, ascending. */
  readonly sizes: readonly number[]
  /** Names of rows. */
  readonly only: readonly string[]
  readonly quick: boolean
  /** Where to write the results as JSON. */
  readonly json: string | undefined
}

/** What a command line asks for: to measure, or to print a text and exit. */
export type CommandLine =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'print'; readonly text: string; readonly status: number }

export const SIZES: readonly number[] = [10, 100, 1000, 10_000]
export const QUICK_SIZES: readonly number[] = [10, 100]

/** @param rows the names that `--only` may hold */
export function parseOptions(args: readonly string[], rows: readonly string[]): CommandLine {
  let printed = ''
  const command = new Command('npm run bench --')
    .description('Measures the exporter on synthetic databases of a real ovsdb-server; see bench/README.md.')
    .option('--sizes <numbers>', `endpoints, separated by commas (default: ${SIZES})`, parseSizes)
    .option('--only <rows>', `rows, separated by commas, of ${rows.join(', ')} (default: all)`, (text) =>
      parseRows(text, rows),
    )
    .option(
      '--quick',
      `a few repetitions with ${QUICK_SIZES.join(' and ')} endpoints: shows that it runs, not how fast`,
    )
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
  const { sizes, only, quick = false, json } = command.opts<Partial<Options>>()
  return { kind: 'run', options: { sizes: sizes ?? (quick ? QUICK_SIZES : SIZES), only: only ?? rows, quick, json } }
}

function parseSizes(text: string): readonly number[] {
  const sizes = text.split(',').map((size) => (/^[1-9]\d*$/.test(size) ? Number(size) : Number.NaN))
  if (sizes.some(Number.isNaN)) throw new InvalidArgumentError('expected numbers above 0, like 10,100')
  return [...new Set(sizes)].sort((a, b) => a - b)
}

function parseRows(text: string, rows: readonly string[]): readonly string[] {
  const names = text.split(',')
  const unknown = names.find((name) => !rows.includes(name))
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is none of ${rows.join(', ')}`)
  return names
}
