import type { Assets } from './assets.js'

/**
 * Only what the exporter itself serves, and no script but the page's own: names on the page come from outside. `'self'`
 * covers the WebSocket of the same origin (CSP level 3).
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/** The page's HTML: all that is shown is made by its script. */
export function liveDocument({ script, style, icon }: Assets, telemetryPath: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>ovsdb-exporter</title>
<link rel="icon" href="/live/${icon.name}">
<link rel="stylesheet" href="/live/${style.name}">
<script type="module" src="/live/${script.name}"></script>
</head>
<body data-metrics="${telemetryPath}">
<noscript><p>The live page needs JavaScript. The numbers are at <a href="${telemetryPath}">${telemetryPath}</a>.</p></noscript>
</body>
</html>
`
}
