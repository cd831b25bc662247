export { loadWebConfig, type RateLimit, type TlsServerConfig, type WebConfig } from './load-web-config.js'
export type { ClientAuthType } from './tls-names.js'
export { WebConfigFile, type WebConfigFileOptions } from './web-config-file.js'
