/** A flag, the environment variable of the same meaning, and what `--help` says of it. */
export interface Setting {
  readonly flag: string
  readonly env: string
  readonly value: string
  /** The default, as it would be typed. */
  readonly default?: string
  readonly help: string
  readonly repeatable?: true
}

/** Every setting of the exporter, in the order `--help` shows them. */
export const SETTINGS = {
  mode: {
    flag: '--mode',
    env: 'EXPORTER_MODE',
    value: '<mode>',
    default: 'ovs',
    help: "netplugin (this node's endpoint traffic, labelled from Netmaster), netmaster (counts of tenants, networks, groups, policies) or ovs (any Open vSwitch host)",
  },
  ovsdb: {
    flag: '--ovsdb',
    env: 'OVSDB_REMOTE',
    value: '<remotes>',
    default: 'tcp:127.0.0.1:6640',
    help: 'the OVSDB server: tcp:HOST:PORT or ssl:HOST:PORT (IPv6 in brackets), unix:PATH, or ws://HOST[:PORT][/PATH] or wss://… of a relay; several, comma-separated, for a cluster',
  },
  ovsdbSource: {
    flag: '--ovsdb.source',
    env: 'OVSDB_SOURCE',
    value: '<source>',
    default: 'select',
    help: 'how the database is read: select (at each scrape) or monitor (a copy that the server keeps up to date)',
  },
  privateKey: {
    flag: '--ovsdb.private-key',
    env: 'OVSDB_PRIVATE_KEY',
    value: '<file>',
    help: 'the PEM file of the private key to show to an ssl: server, which needs all three of these files, or to a wss: one, which can do without or with the CA alone',
  },
  certificate: {
    flag: '--ovsdb.certificate',
    env: 'OVSDB_CERTIFICATE',
    value: '<file>',
    help: 'the PEM file of the certificate of that key',
  },
  caCertificate: {
    flag: '--ovsdb.ca-cert',
    env: 'OVSDB_CA_CERT',
    value: '<file>',
    help: 'the PEM file of the CA that signed the certificate of the ssl: or wss: server',
  },
  etcd: {
    flag: '--contiv.etcd',
    env: 'CONTIV_ETCD',
    value: '<urls>',
    default: 'http://127.0.0.1:2379',
    help: 'the etcd that names the Netmaster leader; several URLs separated by commas',
  },
  consul: {
    flag: '--contiv.consul',
    env: 'CONTIV_CONSUL',
    value: '<urls>',
    help: 'the Consul that names the Netmaster leader, where Contiv runs on Consul instead of etcd',
  },
  netmaster: {
    flag: '--contiv.netmaster',
    env: 'CONTIV_NETMASTER',
    value: '<url>',
    help: 'a fixed Netmaster URL, instead of asking for the leader',
  },
  refreshInterval: {
    flag: '--contiv.refresh-interval',
    env: 'CONTIV_REFRESH_INTERVAL',
    value: '<duration>',
    help: 'how often what Netmaster said is asked again (default: 10m in mode netplugin, 15s in mode netmaster); a new endpoint is asked for at once',
  },
  listen: {
    flag: '--web.listen-address',
    env: 'WEB_LISTEN_ADDRESS',
    value: '<address>',
    help: 'where to listen: HOST:PORT or :PORT; repeatable, in the environment separated by commas (default: :9004, in mode netmaster :9005)',
    repeatable: true,
  },
  telemetryPath: {
    flag: '--web.telemetry-path',
    env: 'WEB_TELEMETRY_PATH',
    value: '<path>',
    default: '/metrics',
    help: 'where the metrics are served',
  },
  webConfigFile: {
    flag: '--web.config.file',
    env: 'WEB_CONFIG_FILE',
    value: '<file>',
    help: "the file that says how to serve: TLS, authentication, headers, rate limit, in the format of Prometheus' exporter-toolkit",
  },
  probeConfigFile: {
    flag: '--probe.config.file',
    env: 'PROBE_CONFIG_FILE',
    value: '<file>',
    help: 'the file that says which other switches /probe may ask, and how; without it there is no /probe',
  },
  compression: {
    flag: '--web.compression',
    env: 'WEB_COMPRESSION',
    value: '<encoding>',
    default: 'gzip',
    help: 'how metrics are sent to those who accept it: gzip or none',
  },
  timeoutOffset: {
    flag: '--scrape.timeout-offset',
    env: 'SCRAPE_TIMEOUT_OFFSET',
    value: '<duration>',
    default: '500ms',
    help: "how long before Prometheus' own scrape timeout the metrics are sent, without what is late",
  },
  livePage: {
    flag: '--web.live-page',
    env: 'WEB_LIVE_PAGE',
    value: '<state>',
    default: 'on',
    help: 'on or off: whether / is the live page, with the rates of all endpoints and interfaces',
  },
  liveViewers: {
    flag: '--web.live-viewers',
    env: 'WEB_LIVE_VIEWERS',
    value: '<number>',
    default: '16',
    help: 'how many may watch the live page at once',
  },
  unixctlRunDir: {
    flag: '--unixctl.run-dir',
    env: 'UNIXCTL_RUN_DIR',
    value: '<folder>',
    default: '/var/run/openvswitch',
    help: "the folder of the daemons' pidfiles and control sockets",
  },
  unixctlVswitchd: {
    flag: '--unixctl.vswitchd',
    env: 'UNIXCTL_VSWITCHD',
    value: '<socket>',
    help: 'the control socket of ovs-vswitchd, instead of the one that its pidfile names',
  },
  unixctlOvsdbServer: {
    flag: '--unixctl.ovsdb-server',
    env: 'UNIXCTL_OVSDB_SERVER',
    value: '<socket>',
    help: 'the control socket of ovsdb-server, instead of the one that its pidfile names',
  },
  unixctlTimeout: {
    flag: '--unixctl.timeout',
    env: 'UNIXCTL_TIMEOUT',
    value: '<duration>',
    default: '2s',
    help: 'how long a daemon may take to answer a command on its control socket',
  },
  metricNames: {
    flag: '--metric-names',
    env: 'METRIC_NAMES',
    value: '<names>',
    default: 'both',
    help: "classic (the names of Contiv's earlier exporter), standard (Prometheus' naming rules) or both",
  },
  bridgeInclude: {
    flag: '--ovs.bridge-include',
    env: 'OVS_BRIDGE_INCLUDE',
    value: '<regex>',
    help: 'tell only of bridges whose whole name matches, and of what is on them',
  },
  bridgeExclude: {
    flag: '--ovs.bridge-exclude',
    env: 'OVS_BRIDGE_EXCLUDE',
    value: '<regex>',
    help: 'leave out bridges whose whole name matches, and what is on them',
  },
  interfaceInclude: {
    flag: '--ovs.interface-include',
    env: 'OVS_INTERFACE_INCLUDE',
    value: '<regex>',
    help: 'tell only of interfaces whose whole name matches',
  },
  interfaceExclude: {
    flag: '--ovs.interface-exclude',
    env: 'OVS_INTERFACE_EXCLUDE',
    value: '<regex>',
    help: 'leave out interfaces whose whole name matches',
  },
  statisticsInclude: {
    flag: '--ovs.statistics-include',
    env: 'OVS_STATISTICS_INCLUDE',
    value: '<regex>',
    help: 'tell only of statistics of interfaces whose key, as ovs-vsctl shows it, matches',
  },
  statisticsExclude: {
    flag: '--ovs.statistics-exclude',
    env: 'OVS_STATISTICS_EXCLUDE',
    value: '<regex>',
    help: 'leave out statistics of interfaces whose key matches',
  },
  seriesLimit: {
    flag: '--series-limit',
    env: 'SERIES_LIMIT',
    value: '<samples>',
    default: '1000000',
    help: 'the most samples of the collectors in one scrape, a long one for each 512 bytes; how many were left out is a metric',
  },
  logLevel: {
    flag: '--log.level',
    env: 'LOG_LEVEL',
    value: '<level>',
    default: 'info',
    help: 'debug, info, warn or error',
  },
  logFormat: {
    flag: '--log.format',
    env: 'LOG_FORMAT',
    value: '<format>',
    default: 'logfmt',
    help: 'logfmt or json',
  },
} as const satisfies Readonly<Record<string, Setting>>

export type SettingName = keyof typeof SETTINGS
