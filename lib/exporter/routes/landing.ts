import type { Middleware } from 'koa'

export interface LandingInfo {
  readonly version: string
  readonly mode: string
  readonly telemetryPath: string
}

/** `GET /`: where to go from here, for a person. */
export function landingRoute({ version, mode, telemetryPath }: LandingInfo): Middleware {
  const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>ovsdb-exporter</title></head>
<body>
<h1>ovsdb-exporter</h1>
<p>Version ${escapeHtml(version)}, mode ${escapeHtml(mode)}.</p>
<ul>
<li><a href="${escapeHtml(telemetryPath)}">Metrics</a></li>
<li><a href="/healthz">Health</a>: the process answers</li>
<li><a href="/readyz">Readiness</a>: every source can be read</li>
</ul>
</body>
</html>
`
  return (ctx) => {
    ctx.set('Content-Security-Policy', "default-src 'none'")
    ctx.type = 'html'
    ctx.body = page
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
