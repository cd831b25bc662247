import Router from '@koa/router'
import Koa, { type Middleware } from 'koa'
import type { Logger } from './log.js'
import { healthRoute, type ReadinessCheck, readyRoute } from './routes/health.js'
import { type LandingInfo, landingRoute } from './routes/landing.js'
import { type LivePage, livePageRoutes } from './routes/live-page.js'
import { type MetricsRouteOptions, metricsRoute } from './routes/metrics.js'
import { PROBE_PATH, type Probing, probeRoute } from './routes/probe.js'
import { UnreadTexts } from './routes/unread-texts.js'
import type { Scraper } from './scraper.js'

export interface AppParts {
  readonly scraper: Pick<Scraper, 'scrape' | 'collectors'>
  readonly info: LandingInfo
  readonly metrics: Omit<MetricsRouteOptions, 'unread'>
  /** Absent where it is turned off: `/` says then where to go. */
  readonly livePage?: LivePage | undefined
  /** What of other switches can be probed; absent where nothing can. */
  readonly probing?: Probing | undefined
  readonly readiness: readonly ReadinessCheck[]
  readonly log: Logger
  /** What every request has to pass before its route. */
  readonly guard?: Middleware | undefined
  /** Told of each request when it is answered. */
  readonly countRequest: (route: string, code: number) => void
}

const CLIENTS_AFFAIRS = /^(?:EPIPE|ECONNRESET|ERR_STREAM_PREMATURE_CLOSE|ERR_HTTP_REQUEST_TIMEOUT|HPE_\w+)$/

/** Builds the HTTP application, without listening. */
export function createApp({
  scraper,
  info,
  livePage,
  metrics,
  probing,
  readiness,
  log,
  guard,
  countRequest,
}: AppParts): Koa {
  const router = new Router()
  if (info.telemetryPath !== '/') {
    if (livePage === undefined) router.get('/', landingRoute(info))
    else livePageRoutes(router, livePage, info.telemetryPath)
  }
  router.get('/healthz', healthRoute())
  router.get('/readyz', readyRoute(readiness))
  const options = { ...metrics, unread: new UnreadTexts() }
  router.get(info.telemetryPath, metricsRoute(scraper, options))
  if (probing !== undefined) router.get(PROBE_PATH, probeRoute(probing, options))

  const app = new Koa()
  app.on('error', (error: Error & { code?: string }) => {
    // A client that hangs up before it has read everything, or sends a body that is none or never ends, is its own affair.
    if (CLIENTS_AFFAIRS.test(error.code ?? '')) return
    log.error({ cause: error.stack }, 'request failed')
  })
  app.use(async (ctx, next) => {
    ctx.set('X-Content-Type-Options', 'nosniff')
    try {
      await next()
    } catch (error) {
      // No source can cause this: it is a bug, and half a text would hide it.
      app.emit('error', error, ctx)
      ctx.status = 500
      ctx.body = 'internal error, see the log\n'
    }
    countRequest(typeof ctx._matchedRoute === 'string' ? ctx._matchedRoute : 'other', ctx.status)
  })
  if (guard !== undefined) app.use(guard)
  app.use(withUrl)
  app.use(router.routes())
  app.use(router.allowedMethods())
  return app
}

/** The target of a request may be a whole URL (RFC 9112 section 3.2.2): reading the path of one that is none throws. */
const withUrl: Middleware = (ctx, next) => {
  try {
    void ctx.path
  } catch {
    ctx.status = 400
    ctx.body = 'expected a path or a URL\n'
    return undefined
  }
  return next()
}
