import { z } from 'zod'
import { excerpt } from './excerpt.js'

/** A character that UTF-8 cannot say: keys that differ in such alone make one series. */
const LONE_SURROGATES = /\p{Surrogate}/gu

export interface ListLimits<Output> {
  /** A longer one is not read at all. */
  readonly most?: number
  /** What no two of them have alike; what is counted or told twice is worse than what is missing. */
  readonly keyOf?: (element: Output) => string
}

/** An array that is read up to the first element that does not fit: zod's own has an issue for each of millions. */
export function listOf<Output>(
  element: z.ZodType<Output>,
  { most = Number.POSITIVE_INFINITY, keyOf }: ListLimits<Output> = {},
): z.ZodType<readonly Output[]> {
  return z.unknown().transform((value, { issues }) => {
    if (!Array.isArray(value)) {
      issues.push({ code: 'invalid_type', expected: 'array', input: value })
      return z.NEVER
    }
    if (value.length > most) {
      const message = `expected at most ${most} of them, got ${value.length}`
      issues.push({ code: 'custom', message, input: value })
      return z.NEVER
    }
    const elements: Output[] = []
    const keys = new Set<string>()
    for (const [index, one] of value.entries()) {
      const { data, error } = element.safeParse(one)
      if (error !== undefined) {
        issues.push(...error.issues.map((issue) => ({ ...issue, path: [index, ...issue.path], input: one })))
        return z.NEVER
      }
      const key = keyOf?.(data).replace(LONE_SURROGATES, '\ufffd')
      if (key !== undefined && keys.has(key)) {
        const message = `expected each of them once, got ${excerpt(key)} again`
        issues.push({ code: 'custom', message, path: [index], input: one })
        return z.NEVER
      }
      if (key !== undefined) keys.add(key)
      elements.push(data)
    }
    return elements
  })
}
