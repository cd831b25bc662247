export { type Clock, SYSTEM_CLOCK } from './clock.js'
export { askClusterObjects, type ClusterObjects } from './cluster-objects.js'
export {
  type CountedLists,
  type Counts,
  countLists,
  type EndpointGroupCount,
  type NetworkCount,
  type TenantCount,
} from './counts.js'
export {
  CountsSource,
  type CountsSourceOptions,
  type CountsStatus,
  DEFAULT_COUNTS_INTERVAL_MS,
} from './counts-source.js'
export type { Endpoint } from './endpoint.js'
export * from './errors.js'
export { HttpClient, type HttpGetter, type HttpOptions, type HttpResponse, withoutCredentials } from './http-client.js'
export {
  DEFAULT_PROBE_INTERVAL_MS,
  DEFAULT_REFRESH_INTERVAL_MS,
  Inventory,
  type InventoryOptions,
  type InventoryStatus,
} from './inventory.js'
export { ConsulLeader } from './leader/consul-leader.js'
export { EtcdLeader } from './leader/etcd-leader.js'
export { FixedLeader } from './leader/fixed-leader.js'
export type { LeaderConfig } from './leader/leader-config.js'
export type { LeaderSource } from './leader/leader-source.js'
export { Netmaster, type NetmasterOptions } from './netmaster.js'
export { askNetworkUsages, type UsedNetwork } from './network-usages.js'
export type { ClusterInfo, NetmasterBuild, NetProfile, NetworkUsage } from './objects-payload.js'
export { openNetmaster } from './open-netmaster.js'
export type { EndpointGroup, Network, Tenant } from './payload.js'
export { PeriodicSource, type PeriodicStatus } from './periodic-source.js'
export { parseStoreUrl, parseStoreUrls } from './store-url.js'
