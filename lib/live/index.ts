export { netmasterBanner, sameBanners } from './banners.js'
export type { Feed } from './feed.js'
export { SwitchFeed, type SwitchFeedOptions, type WatchedIdentities } from './switch-feed.js'
