import type { Verdict } from './compare.js'
import type { NotApplicable } from './not-applicable.js'
import type { Suite } from './suites.js'
import { readVectors } from './vector.js'

/** What came of the cases of one file. */
export interface Report {
  readonly file: string
  readonly passed: number
  readonly failures: readonly string[]
  readonly skipped: readonly { readonly cases: number; readonly reason: string }[]
  /** Refusals whose reason could not be compared. */
  readonly notes: readonly string[]
}

/**
 * Runs the cases of one file.
 *
 * @param complete whether the file is the one the entries of `notApplicable` were written for: each must match a case
 */
export async function runSuite(
  suite: Suite,
  dir: string,
  notApplicable: readonly NotApplicable[],
  complete: boolean,
): Promise<Report> {
  const vectors = readVectors(dir, suite.file) as readonly { readonly title: string }[]
  const { file, skip, run } = suite
  if (run === undefined || (skip !== undefined && skip !== false)) {
    return { file, passed: 0, failures: [], skipped: [{ cases: vectors.length, reason: String(skip) }], notes: [] }
  }
  const entries = notApplicable.filter((entry) => entry.file === file)
  const failures: string[] = []
  const skipped: { readonly cases: number; readonly reason: string }[] = []
  const notes: string[] = []
  let passed = 0
  for (const vector of vectors) {
    const { failure, unknownCause } = await attempt(() => run(vector, dir))
    const entry = entries.find(({ title }) => title === vector.title)
    if (entry !== undefined && failure === undefined)
      failures.push(`${vector.title}: holds, yet it is listed as not applicable`)
    else if (entry !== undefined) skipped.push({ cases: 1, reason: `${entry.title}: ${entry.reason}` })
    else if (failure !== undefined) failures.push(`${vector.title}: ${failure}`)
    else passed++
    if (unknownCause !== undefined)
      notes.push(`${vector.title}: refused, but the cause “${unknownCause}” is none that can be compared`)
  }
  const unmatched = entries.filter(({ title }) => !vectors.some((vector) => vector.title === title))
  if (complete)
    failures.push(...unmatched.map(({ title }) => `${title}: listed as not applicable, yet there is no such case`))
  return { file, passed, failures, skipped, notes }
}

async function attempt(run: () => Verdict | Promise<Verdict>): Promise<Verdict> {
  try {
    return await run()
  } catch (error) {
    return { failure: `the run broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}` }
  }
}
