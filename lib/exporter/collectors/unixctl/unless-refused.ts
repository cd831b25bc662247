import { CommandRefusedError } from '../../../unixctl/index.js'

/**
 * The answer, or undefined when the daemon refuses because of what `reason` says: what a list named may be gone when it
 * is asked about, and not everything has what is asked for.
 */
export async function unlessRefused(answer: Promise<string | undefined>, reason: string): Promise<string | undefined> {
  return answer.catch((error: Error) => {
    if (error instanceof CommandRefusedError && error.reason.includes(reason)) return undefined
    throw error
  })
}
