import { setTimeout as delay } from 'node:timers/promises'

export interface EventuallyOptions {
  /** Milliseconds after which the wait fails. Default 20,000. */
  readonly deadline?: number
  /** Milliseconds between two tries. Default 50. */
  readonly interval?: number
}

/**
 * Tries until the condition neither throws nor gives false, null or undefined, and returns what it gave.
 *
 * @throws past the deadline: what the last try threw, or that it never held
 */
export async function eventually<T>(
  condition: () => Promise<T> | T,
  { deadline = 20_000, interval = 50 }: EventuallyOptions = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const end = Date.now() + deadline
  for (;;) {
    const failure = await attempt(condition)
    if ('value' in failure) return failure.value
    if (Date.now() >= end) {
      throw failure.error ?? new Error(`expected within ${deadline} ms, never came: ${condition}`)
    }
    await delay(interval)
  }
}

async function attempt<T>(condition: () => Promise<T> | T) {
  try {
    const value = await condition()
    return value === false || value === null || value === undefined
      ? { error: undefined }
      : { value: value as NonNullable<Exclude<T, false>> }
  } catch (error) {
    return { error }
  }
}
