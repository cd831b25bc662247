import { Readable } from 'node:stream'
import type { Middleware } from 'koa'
import type { Scraper } from '../scraper.js'

export const TEXT_FORMAT = 'text/plain; version=0.0.4; charset=utf-8'

/** Milliseconds a scrape may take when Prometheus does not say, and at most. */
const DEFAULT_TIMEOUT = 10_000
const MAX_TIMEOUT = 30_000
/** Milliseconds kept back from Prometheus' timeout, for the text to travel. */
const TIMEOUT_OFFSET = 500
/** Timeouts are rounded down to this, so that there are few different ones: scrapes with the same share a collection. */
const TIMEOUT_STEP = 100

/** `GET /metrics`: always 200; what is wrong is a sample. */
export function metricsRoute(scraper: Pick<Scraper, 'scrape'>): Middleware {
  return async (ctx) => {
    const text = await scraper.scrape(scrapeTimeout(ctx.get('X-Prometheus-Scrape-Timeout-Seconds')))
    ctx.type = TEXT_FORMAT
    ctx.set('Cache-Control', 'no-store')
    ctx.length = text.length
    ctx.body = Readable.from(text.pieces, { objectMode: false })
    // By then the socket is done with the bytes, or gone.
    ctx.res.once('close', text.read())
  }
}

/** Milliseconds a scrape may take, by the header in which Prometheus tells its own timeout in seconds. */
export function scrapeTimeout(header: string): number {
  const milliseconds = Number(header) * 1000
  if (!(milliseconds > 0)) return DEFAULT_TIMEOUT
  const left = Math.min(milliseconds - TIMEOUT_OFFSET, MAX_TIMEOUT)
  return Math.max(TIMEOUT_STEP, Math.floor(left / TIMEOUT_STEP) * TIMEOUT_STEP)
}
