import { type Profiler, Session } from 'node:inspector'

/** Which code of the project was run, by the ranges that V8 counts. */
export class Coverage {
  readonly #session = new Session()
  readonly #known = new Set<string>()

  constructor() {
    this.#session.connect()
    this.#session.post('Profiler.enable')
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  }

  /** The ranges that were run since the last call. */
  reached(): ReadonlySet<string> {
    const ranges = this.#take()
      .filter(({ url }) => url.includes('/dist/lib/'))
      .flatMap(({ url, functions }) => functions.flatMap(({ ranges }) => ranges.map((range) => ({ url, ...range }))))
    const run = ranges.filter(({ count }) => count > 0)
    return new Set(run.map(({ url, startOffset, endOffset }) => `${url} ${startOffset} ${endOffset}`))
  }

  /** Those that never were before. */
  news(): Set<string> {
    const news = new Set([...this.reached()].filter((range) => !this.#known.has(range)))
    for (const range of news) this.#known.add(range)
    return news
  }

  stop(): void {
    this.#session.disconnect()
  }

  #take(): readonly Profiler.ScriptCoverage[] {
    let taken: readonly Profiler.ScriptCoverage[] = []
    // The session is of this thread: it answers before `post` returns.
    this.#session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error === null) taken = result
    })
    return taken
  }
}
