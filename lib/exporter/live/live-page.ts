import type { Feed } from '../../live/index.js'
import type { Config } from '../config/config.js'
import type { Logger } from '../log.js'
import { type Assets, readAssets } from './assets.js'
import { Viewers } from './viewers.js'

/** The live page, ready to be served. */
export interface OpenLivePage {
  readonly assets: Assets
  readonly viewers: Viewers
}

/** Makes the live page of a feed; there is none, and the log says so, when its files were not built. */
export function openLivePage(
  { liveViewers }: Pick<Config, 'liveViewers'>,
  feed: Feed,
  log: Pick<Logger, 'warn'>,
  read: () => Assets = readAssets,
): OpenLivePage | undefined {
  try {
    return { assets: read(), viewers: new Viewers({ feed, limit: liveViewers }) }
  } catch (error) {
    log.warn({ cause: (error as Error).message }, 'no live page: its files are missing, npm run build makes them')
    return undefined
  }
}
