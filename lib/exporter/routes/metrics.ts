import { Readable } from 'node:stream'
import type { Context, Middleware } from 'koa'
import { excerpt } from '../../jsonrpc/index.js'
import type { Compression } from '../config/config.js'
import { contentType, type Format } from '../exposition/format.js'
import { negotiateFormat } from '../exposition/negotiate.js'
import type { SharedText } from '../exposition/shared-text.js'
import type { Scraper } from '../scraper.js'
import type { UnreadTexts } from './unread-texts.js'

export interface MetricsRouteOptions {
  /** Milliseconds kept back from Prometheus' timeout, for the text to travel. */
  readonly timeoutOffset: number
  /** What to send compressed with, to those who accept it. */
  readonly compression: Compression
  readonly unread: UnreadTexts
}

/** Milliseconds a scrape may take when Prometheus does not say, and at most. */
const DEFAULT_TIMEOUT = 10_000
const MAX_TIMEOUT = 30_000
/** Timeouts are rounded down to this, so that there are few different ones: scrapes with the same share a collection. */
const TIMEOUT_STEP = 100

/** The parameter that names the collectors to run; several add up. */
const COLLECT = 'collect[]'

/** `GET /metrics`: always 200, unless it asks for a collector that there is not; what is wrong is a sample. */
export function metricsRoute(
  scraper: Pick<Scraper, 'scrape' | 'collectors'>,
  options: MetricsRouteOptions,
): Middleware {
  return async (ctx) => {
    const collect = collectOf(ctx.query[COLLECT])
    const unknown = collect && [...collect].find((name) => !scraper.collectors.includes(name))
    if (unknown !== undefined) {
      ctx.status = 400
      ctx.body = `${COLLECT}: expected one of ${scraper.collectors.join(', ')}, got ${JSON.stringify(excerpt(unknown))}\n`
      return
    }
    const format = negotiateFormat(ctx.get('Accept'))
    const timeout = scrapeTimeout(ctx.get('X-Prometheus-Scrape-Timeout-Seconds'), options.timeoutOffset)
    const text = await scraper.scrape({ timeout, collect, format })
    await sendText(ctx, text, format, options)
  }
}

/** Answers with metrics, compressed where that is accepted. */
export async function sendText(
  ctx: Context,
  text: SharedText,
  format: Format,
  { compression, unread }: Pick<MetricsRouteOptions, 'compression' | 'unread'>,
): Promise<void> {
  ctx.status = 200
  ctx.type = contentType(format)
  ctx.set('Cache-Control', 'no-store')
  ctx.vary('Accept')
  const compressed = isCompressed(ctx, compression)
  unread.add(text, ctx.res)
  if (compressed && ctx.method !== 'HEAD') {
    ctx.body = await text.compressed().catch((error: unknown) => {
      if (!ctx.res.closed) throw error
      return '' // nobody waits for it
    })
  } else {
    // Who asks for the headers alone is not told a length that it takes compressing to know.
    if (!compressed) ctx.length = text.length
    ctx.body = Readable.from(text.pieces, { objectMode: false })
  }
  if (compressed) ctx.set('Content-Encoding', 'gzip')
}

function isCompressed(ctx: Context, compression: Compression): boolean {
  if (compression === 'none') return false
  ctx.vary('Accept-Encoding')
  return ctx.acceptsEncodings('gzip', 'identity') === 'gzip'
}

function collectOf(parameter: string | readonly string[] | undefined): ReadonlySet<string> | undefined {
  return parameter === undefined ? undefined : new Set([parameter].flat())
}

/** Milliseconds a scrape may take, by the header in which Prometheus tells its own timeout in seconds. */
export function scrapeTimeout(header: string, offset: number): number {
  const milliseconds = Number(header) * 1000
  if (!(milliseconds > 0)) return DEFAULT_TIMEOUT
  const left = Math.min(milliseconds - offset, MAX_TIMEOUT)
  return Math.max(TIMEOUT_STEP, Math.floor(left / TIMEOUT_STEP) * TIMEOUT_STEP)
}
