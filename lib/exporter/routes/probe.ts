import type { Middleware } from 'koa'
import { negotiateFormat } from '../exposition/negotiate.js'
import { DEFAULT_MODULE, type Prober } from '../probe/prober.js'
import { isAllowed, parseTarget } from '../probe/target.js'
import type { ProbeConfig } from '../probe/types.js'
import { type MetricsRouteOptions, scrapeTimeout, sendText } from './metrics.js'

export const PROBE_PATH = '/probe'

/** What can be probed, and by whom. */
export interface Probing {
  readonly config: ProbeConfig
  readonly prober: Pick<Prober, 'probe' | 'isBusy'>
}

/**
 * `GET /probe?target=ssl:switch7:6640&module=default`: the metrics of another switch. 400 for what is no target or no
 * module, 403 for a target that the configuration does not allow, 503 while there are too many probes.
 */
export function probeRoute({ config, prober }: Probing, options: MetricsRouteOptions): Middleware {
  return async (ctx) => {
    const refuse = (status: number, text: string) => {
      ctx.status = status
      ctx.type = 'text'
      ctx.body = `${text}\n`
    }
    const { target: text = '', module: name = DEFAULT_MODULE } = ctx.query
    const target = typeof text === 'string' ? parseTarget(text) : undefined
    if (target === undefined) return refuse(400, 'target: expected one, ssl:HOST:PORT or tcp:HOST:PORT')
    const module = typeof name === 'string' ? config.modules.get(name) : undefined
    if (module === undefined) return refuse(400, `module: expected one of ${[...config.modules.keys()].join(', ')}`)
    if (!isAllowed(config.targets, target))
      return refuse(403, 'target: expected one that the probe configuration allows')
    if (prober.isBusy(module))
      return refuse(503, `expected at most ${module.connections} probes of this module at once`)
    const asked = scrapeTimeout(ctx.get('X-Prometheus-Scrape-Timeout-Seconds'), options.timeoutOffset)
    const format = negotiateFormat(ctx.get('Accept'))
    const timeout = Math.min(asked, module.timeout)
    await sendText(ctx, await prober.probe({ target, module, timeout, format }), format, options)
  }
}
