import { withScope } from '../spec/support/scope.js'
import { effortFor } from './measure.js'
import { type Node, startNode } from './node.js'
import type { Result, Row } from './row.js'

export interface Outcome {
  readonly results: readonly Result[]
  /** One line for each row that could not be measured. */
  readonly failures: readonly string[]
}

/** Measures the rows, size by size. @param progress told what is being measured */
export async function runRows(
  rows: readonly Row[],
  sizes: readonly number[],
  quick: boolean,
  progress: (text: string) => void,
): Promise<Outcome> {
  const results: Result[] = []
  const failures: string[] = []
  for (const endpoints of sizes) {
    const effort = effortFor(endpoints, quick)
    await withScope(async (scope) => {
      let started: Promise<Node> | undefined
      const node = () => {
        started ??= startNode(scope, endpoints)
        return started
      }
      for (const row of rows) {
        progress(`${endpoints} endpoints: ${row.name}`)
        try {
          results.push(...(await row.measure({ endpoints, effort, quick, scope, node, earlier: results })))
        } catch (error) {
          failures.push(`${row.name} at ${endpoints} endpoints: ${(error as Error).message}`)
        }
      }
    })
  }
  return { results, failures }
}

/** The rows of these names with those they build on, in the order of `all`. */
export function selectRows(all: readonly Row[], names: readonly string[]): readonly Row[] {
  const wanted = new Set(names)
  for (const name of wanted) for (const needed of all.find((row) => row.name === name)?.after ?? []) wanted.add(needed)
  return all.filter(({ name }) => wanted.has(name))
}
