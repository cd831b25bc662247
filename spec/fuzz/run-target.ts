import fc from 'fast-check'
import { type Random, seededRandom } from '../../lib/demo/random.js'
import type { Coverage } from './coverage.js'
import { below, mutate, oneOf } from './mutate.js'
import type { FuzzTarget } from './target.js'

export interface Finding {
  readonly input: Uint8Array
  readonly reason: string
}

export interface Outcome {
  readonly executions: number
  /** Inputs that reached code nothing before them did. */
  readonly kept: readonly Uint8Array[]
  readonly findings: readonly Finding[]
}

export interface RunOptions {
  readonly seed: number
  /** Whether it is time to end. */
  readonly isOver: () => boolean
  /** Inputs that are known beside the target's own seeds. */
  readonly corpus: readonly Uint8Array[]
  readonly maxBytes: number
  /** Absent where inputs that reach new code are not looked for. */
  readonly coverage: Coverage | undefined
  /** Told of each input before it is given. */
  readonly onInput: (input: Uint8Array) => void
}

/** Inputs between two looks at the coverage, each of which takes as long as some hundred of them. */
const BATCH = 128
/** Of those, how many fast-check makes. */
const GENERATED = 16
/** A target that is broken in many ways is looked at first. */
const MOST_FINDINGS = 5

/** Gives a target what it knows, then changes of that, until the time is over. */
export async function runTarget(target: FuzzTarget, options: RunOptions): Promise<Outcome> {
  const { seed, corpus, maxBytes, coverage } = options
  const random = seededRandom(seed)
  const run = new Run(target, options)
  const known = [...target.seeds, ...corpus].map((input) => input.subarray(0, maxBytes))
  for (const input of known) await run.give(input)
  coverage?.news()
  const pool = known.length === 0 ? [new Uint8Array()] : known
  const kept: Uint8Array[] = []
  while (!options.isOver() && run.findings.length < MOST_FINDINGS) {
    const batch = nextBatch(target, pool, random, maxBytes)
    for (const input of batch) {
      if (options.isOver()) break
      await run.give(input)
    }
    const news = coverage?.news() ?? new Set()
    if (coverage === undefined || news.size === 0) continue
    for (const input of await reaching(batch, news, run, coverage)) {
      pool.push(input)
      kept.push(input)
    }
  }
  return { executions: run.executions, kept, findings: run.findings }
}

function nextBatch(
  { generated, words }: FuzzTarget,
  pool: readonly Uint8Array[],
  random: Random,
  maxBytes: number,
): readonly Uint8Array[] {
  const made = fc.sample(generated, { numRuns: GENERATED, seed: below(2 ** 31, random) })
  const changed = Array.from({ length: BATCH - GENERATED }, () => {
    const input = random() < 0.1 ? oneOf(made, random) : oneOf(pool, random)
    return mutate(input, { random, words, maxBytes, other: oneOf(pool, random) })
  })
  return [...made.map((input) => input.subarray(0, maxBytes)), ...changed]
}

/** Those of the inputs that reach the new code, each bit of it once. */
async function reaching(
  batch: readonly Uint8Array[],
  news: Set<string>,
  run: Run,
  coverage: Coverage,
): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = []
  for (const input of batch) {
    if (news.size === 0) break
    await run.give(input)
    const reached = [...coverage.reached()].filter((range) => news.delete(range))
    if (reached.length > 0) found.push(input)
  }
  return found
}

class Run {
  readonly #target: FuzzTarget
  readonly #onInput: (input: Uint8Array) => void
  readonly #reasons = new Set<string>()
  readonly findings: Finding[] = []
  executions = 0

  constructor(target: FuzzTarget, { onInput }: RunOptions) {
    this.#target = target
    this.#onInput = onInput
  }

  async give(input: Uint8Array): Promise<void> {
    this.executions++
    const reason = this.findings.length < MOST_FINDINGS ? await this.#attempt(input) : undefined
    if (reason === undefined || this.#reasons.has(placeOf(reason))) return
    this.#reasons.add(placeOf(reason))
    this.findings.push({ input: await this.#shorten(input, placeOf(reason)), reason })
  }

  async #attempt(input: Uint8Array): Promise<string | undefined> {
    this.#onInput(input)
    try {
      const pending = this.#target.check(input)
      if (pending !== undefined) await pending
      return undefined
    } catch (error) {
      const { name, message, stack, cause } = error as Error
      const told = stack ?? `${name}: ${message}`
      return cause instanceof Error ? `${told}\n${cause.stack}` : told
    }
  }

  /** Leaves out what is not needed for the same to happen. */
  async #shorten(input: Uint8Array, place: string): Promise<Uint8Array> {
    let shortest = input
    for (let size = input.length >> 1; size > 0; size >>= 1) {
      for (let at = 0; at + size <= shortest.length; ) {
        const shorter = Buffer.concat([shortest.subarray(0, at), shortest.subarray(at + size)])
        const reason = await this.#attempt(shorter)
        if (reason !== undefined && placeOf(reason) === place) shortest = shorter
        else at += size
      }
    }
    return shortest
  }
}

/** What tells findings apart: where they come from, not what the input was. */
function placeOf(reason: string): string {
  const lines = reason.split('\n')
  const frames = lines.filter((line) => /^\s+at .*\/dist\//.test(line)).slice(0, 2)
  return [lines[0]?.replace(/[\d'"].*$/s, ''), ...frames].join('\n')
}
