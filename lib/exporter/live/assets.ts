import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/** A file of the page, as it is sent. */
export interface Asset {
  /** With a hash of the content: another content has another name, so that it can be kept for ever. */
  readonly name: string
  readonly type: string
  readonly plain: Buffer
  readonly gzip: Buffer
}

export interface Assets {
  readonly script: Asset
  readonly style: Asset
  readonly icon: Asset
}

const FOLDER = new URL('../../page/assets/', import.meta.url)

/** Reads the page's files, which `npm run build` makes. @throws when they are not there */
export function readAssets(folder: URL = FOLDER): Assets {
  return {
    script: readAsset(folder, 'page', 'js', 'text/javascript; charset=utf-8'),
    style: readAsset(folder, 'page', 'css', 'text/css; charset=utf-8'),
    icon: readAsset(folder, 'icon', 'svg', 'image/svg+xml'),
  }
}

function readAsset(folder: URL, stem: string, extension: string, type: string): Asset {
  const plain = readFileSync(new URL(`${stem}.${extension}`, folder))
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 16)
  return { name: `${stem}-${hash}.${extension}`, type, plain, gzip: gzipSync(plain, { level: 9 }) }
}
