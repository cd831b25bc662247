import { type Outcome, outcome } from './run.js'

/** Runs promtool. @example await promtool(['check', 'metrics'], await (await fetch(url)).text()) */
export function promtool(args: readonly string[], stdin = ''): Promise<Outcome> {
  return outcome('promtool', args, stdin)
}
