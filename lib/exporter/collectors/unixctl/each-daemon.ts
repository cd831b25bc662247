import type { Ask } from '../../sources/daemon-source.js'
import { SourceError } from '../collector.js'

/** What one daemon said. */
export interface FromDaemon<Answer> {
  readonly daemon: string
  readonly answer: Answer
}

/** What the daemons said, and what failed with one of them while another answered. */
export interface FromDaemons<Answer> {
  readonly answers: readonly FromDaemon<Answer>[]
  readonly error: Error | undefined
}

/**
 * Asks several daemons at once. One that fails costs nothing of the others.
 *
 * @param read gives undefined for a daemon that does not have the command
 * @throws when all of them failed: what the first failed with, if possible one that is not logged yet
 */
export async function askEachDaemon<Answer>(
  daemons: readonly { readonly daemon: string; readonly ask: Ask }[],
  read: (ask: Ask) => Promise<Answer | undefined>,
): Promise<FromDaemons<Answer>> {
  const results = await Promise.allSettled(daemons.map(({ ask }) => read(ask)))
  const answers: FromDaemon<Answer>[] = []
  const errors: Error[] = []
  for (const [index, { daemon }] of daemons.entries()) {
    const result = results[index]
    if (result?.status === 'rejected') errors.push(result.reason)
    else if (result?.value !== undefined) answers.push({ daemon, answer: result.value })
  }
  const error = errors.find((candidate) => !(candidate instanceof SourceError)) ?? errors[0]
  if (error !== undefined && errors.length === daemons.length) throw error
  return { answers, error }
}
