import type { Asset, Assets } from '../../lib/exporter/live/assets.js'

const asset = (name: string, type: string): Asset => ({
  name,
  type,
  plain: Buffer.from(`plain ${name}`),
  gzip: Buffer.from(`gzip ${name}`),
})

/** The files of a page that is none. */
export const SOME_ASSETS: Assets = {
  script: asset('page-0.js', 'text/javascript; charset=utf-8'),
  style: asset('page-0.css', 'text/css; charset=utf-8'),
  icon: asset('icon-0.svg', 'image/svg+xml'),
}
