import { setTimeout as sleep } from 'node:timers/promises'

const DEADLINE_MS = 20_000
const POLL_MS = 5

/** Polls until the condition holds; fails, saying what was awaited, when it does not in the end. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`expected within ${DEADLINE_MS} ms: ${what}`)
    await sleep(POLL_MS)
  }
}
