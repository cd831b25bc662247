import { existsSync } from 'node:fs'

/** A spec covers the one file it mirrors: dist/spec/a/b.spec.js covers dist/lib/a/b.js; other specs cover nothing. */
// biome-ignore lint/style/noDefaultExport: tap asks for it
export default function coverageMap(spec: string): string[] | null {
  const file = spec.replace(/^dist\/spec\//, 'dist/lib/').replace(/\.spec\.js$/, '.js')
  return existsSync(file) ? [file] : null
}
