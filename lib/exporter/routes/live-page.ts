import type Router from '@koa/router'
import type { Middleware } from 'koa'
import { FEED_PATH } from '../../page/protocol.js'
import { UpgradeResponse } from '../http/upgrade.js'
import type { Asset, Assets } from '../live/assets.js'
import { CONTENT_SECURITY_POLICY, liveDocument } from '../live/document.js'
import type { Viewers } from '../live/viewers.js'

export interface LivePage {
  readonly assets: Assets
  readonly viewers: Pick<Viewers, 'admit'>
}

/** Serves the live page at `/`, its files and its WebSocket under `/live/`. */
export function livePageRoutes(router: Router, { assets, viewers }: LivePage, telemetryPath: string): void {
  router.get('/', documentRoute(liveDocument(assets, telemetryPath)))
  for (const asset of Object.values(assets)) router.get(`/live/${asset.name}`, assetRoute(asset))
  router.get(FEED_PATH, feedRoute(viewers))
}

function documentRoute(document: string): Middleware {
  return (ctx) => {
    ctx.set({
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'Referrer-Policy': 'no-referrer',
      // It names the files by their content: it has to be asked for each time.
      'Cache-Control': 'no-cache',
    })
    ctx.type = 'html'
    ctx.body = document
  }
}

function assetRoute({ type, plain, gzip }: Asset): Middleware {
  return (ctx) => {
    const compressed = ctx.acceptsEncodings('gzip', 'identity') === 'gzip'
    ctx.set({ 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding' })
    if (compressed) ctx.set('Content-Encoding', 'gzip')
    ctx.type = type
    ctx.body = compressed ? gzip : plain
  }
}

/** The WebSocket. It has come through everything that protects a page: here it is only asked whose page wants it. */
function feedRoute(viewers: Pick<Viewers, 'admit'>): Middleware {
  return (ctx) => {
    // A handshake is a GET (RFC 6455 section 4.1); the route is of HEAD too.
    if (!(ctx.res instanceof UpgradeResponse && ctx.method === 'GET')) {
      ctx.status = 426
      // What stands here takes the place of what Node.js would write, and it would go by it.
      ctx.set({ Upgrade: 'websocket', Connection: ctx.res.shouldKeepAlive ? 'Upgrade' : 'Upgrade, close' })
      ctx.body = 'expected a WebSocket handshake\n'
      return
    }
    if (!isSameOrigin(ctx.get('Origin'), ctx.get('Host'))) {
      // A browser lets any page open a WebSocket to anywhere, with the credentials it knows (RFC 6455 section 10.2).
      ctx.status = 403
      ctx.body = "expected the Origin of the exporter's own page\n"
      return
    }
    ctx.respond = false
    const { socket, head } = ctx.res.take()
    // Answered already: this is what is counted.
    ctx.status = viewers.admit(ctx.req, socket, head) ? 101 : 400
  }
}

function isSameOrigin(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase()
}
