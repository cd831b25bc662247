import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '../../support/eventually.js'
import type { ExporterProcess } from '../../support/exporter.js'
import { samplesOf } from '../../support/samples.js'
import type { Scope } from '../../support/scope.js'
import { judge, sum, type Told, type WhenDown, type Wrong } from './judge.js'
import type { Truth } from './truth.js'

export interface WatchOptions {
  /** What tells this watch from others of the same fault: `select`. */
  readonly name: string
  readonly truth: Truth
  /** The families that the truth is about. */
  readonly families: RegExp
  /** The gauge of the source, as in `ovs_up`, or one of its series: `ovs_collector_success{collector="dpif"}`. */
  readonly up: string
  /** Default: `absent`. */
  readonly whenDown?: WhenDown
  /** Headers of the scrapes: `X-Prometheus-Scrape-Timeout-Seconds` above all. */
  readonly headers?: Readonly<Record<string, string>>
}

/** What was seen from one moment to another. */
export interface Seen extends Wrong {
  readonly name: string
  readonly scrapes: number
  /** Scrapes that marked the source down. */
  readonly down: number
  /** Scrapes that were not answered with status 200. */
  readonly unanswered: number
  readonly whenDown: WhenDown
}

interface Observation {
  readonly began: number
  readonly ended: number
  /** `undefined` when it was not answered. */
  readonly told: Told | undefined
}

/** Milliseconds between scrapes. */
const INTERVAL_MS = 50
/** Milliseconds that something to be seen may take to come. */
const DEADLINE_MS = 50_000

/** Scrapes an exporter all the time, and judges each scrape by what was true meanwhile. */
export class Watch {
  readonly #exporter: Pick<ExporterProcess, 'scrape'>
  readonly #options: WatchOptions
  readonly #observations: Observation[] = []

  private constructor(exporter: Pick<ExporterProcess, 'scrape'>, options: WatchOptions) {
    this.#exporter = exporter
    this.#options = options
  }

  /** Begins; it ends with the scope. */
  static start(scope: Scope, exporter: Pick<ExporterProcess, 'scrape'>, options: WatchOptions): Watch {
    const watch = new Watch(exporter, options)
    const stop = new AbortController()
    const running = watch.#run(stop.signal)
    scope.teardown(() => {
      stop.abort()
      return running
    })
    return watch
  }

  /** Waits for a scrape, begun from now on, that marks the source down. */
  async down(): Promise<void> {
    await this.#see('the source is marked down', ({ told }) => told?.up === false)
  }

  /** Waits for a scrape, begun from now on, that tells the truth and that the source is up. @returns when it ended */
  async right(): Promise<number> {
    const { ended } = await this.#see(
      'the truth is told',
      (seen) => seen.told?.up === true && sum(this.#judge(seen)) === 0,
    )
    return ended
  }

  /** Waits for so many further scrapes. */
  async more(count: number): Promise<void> {
    const now = performance.now()
    await eventually(() => this.#observations.filter(({ began }) => began >= now).length >= count)
  }

  /** What was seen by scrapes begun since. */
  since(began: number): Seen {
    const { name, whenDown = 'absent' } = this.#options
    const seen = this.#observations.filter((observation) => observation.began >= began)
    const wrong = seen.map((observation) => this.#judge(observation))
    const total = (what: keyof Wrong) => wrong.reduce((all, one) => all + one[what], 0)
    return {
      name,
      whenDown,
      scrapes: seen.length,
      down: seen.filter(({ told }) => told?.up === false).length,
      unanswered: seen.filter(({ told }) => told === undefined).length,
      lost: total('lost'),
      doubled: total('doubled'),
      stale: total('stale'),
    }
  }

  async #see(what: string, holds: (observation: Observation) => boolean): Promise<Observation> {
    const now = performance.now()
    return eventually(
      () => {
        const found = this.#observations.find((observation) => observation.began >= now && holds(observation))
        if (found !== undefined) return found
        const { told } = this.#observations.at(-1) ?? {}
        throw new Error(`expected by ${this.#options.name} that ${what}, got ${JSON.stringify(told)}`)
      },
      { deadline: DEADLINE_MS, interval: INTERVAL_MS },
    )
  }

  #judge({ began, ended, told }: Observation): Wrong {
    if (told === undefined) return { lost: 0, doubled: 0, stale: 0 }
    return judge(told, this.#options.truth.during(began, ended), this.#options.whenDown ?? 'absent')
  }

  async #run(stop: AbortSignal): Promise<void> {
    const { up, families, headers = {} } = this.#options
    const [gauge, labels = '}'] = up.split('{')
    while (!stop.aborted) {
      const began = performance.now()
      const told = await this.#exporter.scrape(headers).then(
        (text) => ({
          up: samplesOf(text, (name) => name === gauge).includes(`${gauge}{${labels} 1`),
          samples: samplesOf(text, (name) => families.test(name)),
        }),
        () => undefined,
      )
      this.#observations.push({ began, ended: performance.now(), told })
      await delay(INTERVAL_MS)
    }
  }
}
