import type { CollectorDeclaration } from '../../lib/exporter/collectors/declaration.js'
import { declaredCollector } from '../../lib/exporter/collectors/declared-collector.js'
import type { Ask } from '../../lib/exporter/sources/daemon-source.js'
import { CommandRefusedError } from '../../lib/unixctl/index.js'
import { samplesOf } from './samples.js'
import { scrapeOf, textOf } from './scrape.js'

/**
 * A daemon that answers what the table says, by the command and its arguments with blanks between; it does not have
 * other commands.
 */
export function asking(answers: Readonly<Record<string, string | Error>>): Ask {
  return async (command, ...args) => {
    const answer = answers[[command, ...args].join(' ')]
    if (answer instanceof Error) throw answer
    return answer
  }
}

export function refusal(command: string, reason: string): CommandRefusedError {
  return new CommandRefusedError('ovs-vswitchd', command, reason)
}

/** The samples of a collector, sorted. */
export async function samplesFrom<Reading>(
  declaration: CollectorDeclaration<Reading>,
  reading: Reading,
): Promise<readonly string[]> {
  const collector = declaredCollector(declaration, { read: async () => reading })
  return samplesOf(textOf(await collector.gather(scrapeOf())))
}
