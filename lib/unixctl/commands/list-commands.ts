import { lines, words } from './text.js'

/**
 * The commands of `list-commands`, without their arguments.
 *
 * @example parseListCommands('The available commands are:\n  coverage/show           \n') // Set { 'coverage/show' }
 */
export function parseListCommands(text: string): ReadonlySet<string> {
  return new Set(
    lines(text)
      .filter((line) => line.startsWith(' '))
      .flatMap((line) => words(line).slice(0, 1)),
  )
}
