import t from 'tap'
import { loadProbeConfig, PROBE_COLLECTORS } from '../../../lib/exporter/probe/probe-config.js'
import { writeWebConfig as writeYaml } from '../../support/web-config.js'

t.test('what is not said has a default', async (t) => {
  const { path } = writeYaml(t, { targets: [{ hosts: ['Switch7', '10.0.0.0/8', '::1'] }] })
  const { targets, modules } = loadProbeConfig(path)
  t.strictSame(targets, [
    {
      names: new Set(['switch7']),
      networks: [
        { bytes: [10, 0, 0, 0], prefix: 8 },
        { bytes: [...Array(15).fill(0), 1], prefix: 128 },
      ],
      ports: new Set([6640]),
      transports: new Set(['ssl', 'tcp']),
    },
  ])
  const database = 'Open_vSwitch'
  const collectors = new Set(PROBE_COLLECTORS[database])
  t.strictSame([...modules], [['default', { database, collectors, timeout: 5000, connections: 10 }]])
})

t.test('every key', async (t) => {
  const { path } = writeYaml(t, {
    targets: [{ hosts: ['a'], ports: [1, 65_535], transports: ['ssl'] }],
    modules: {
      default: { timeout_seconds: 1 },
      counters: { collectors: ['traffic'], timeout_seconds: 0.5, connections: 2 },
      vtep: { database: 'hardware_vtep' },
      faults: { database: 'hardware_vtep', collectors: ['vtep_switch', 'vtep_port'] },
    },
  })
  const { targets, modules } = loadProbeConfig(path)
  t.match(targets, [{ ports: new Set([1, 65_535]), transports: new Set(['ssl']) }])
  t.match(modules.get('default'), { timeout: 1000, connections: 10 })
  t.strictSame(modules.get('counters'), {
    database: 'Open_vSwitch',
    collectors: new Set(['ovsdb', 'traffic']),
    timeout: 500,
    connections: 2,
  })
  t.match(modules.get('vtep'), { database: 'hardware_vtep', collectors: new Set(PROBE_COLLECTORS.hardware_vtep) })
  t.match(modules.get('faults'), { collectors: new Set(['ovsdb', 'vtep_switch', 'vtep_port']) })
})

t.test('what is wrong, on one line', async (t) => {
  const hosts = ['a']
  const cases: readonly (readonly [content: object | string, complaint: RegExp])[] = [
    ['', /: targets: expected a list, got none/],
    ['a: [', /: expected YAML, got BAD_COLLECTION|expected YAML, got [A-Z_]+ in line 1/],
    [{}, /: targets: /],
    [{ targets: [] }, /: targets: /],
    [{ targets: [{ hosts: [] }] }, /: targets\.0\.hosts: /],
    ...['', 'a b', '10.0.0.0/33', '10.0.0', '*', '*.a', '-a', 'a:6640', 'a/8'].map(
      (host) =>
        [
          { targets: [{ hosts: [host] }] },
          /: targets\.0\.hosts\.0: expected a name, an address or a network .*, got "/,
        ] as const,
    ),
    [{ targets: [{ hosts, ports: [0] }] }, /: targets\.0\.ports\.0: /],
    [{ targets: [{ hosts, ports: ['6640'] }] }, /: targets\.0\.ports\.0: /],
    [{ targets: [{ hosts, transports: ['unix'] }] }, /: targets\.0\.transports\.0: /],
    [{ targets: [{ hosts, port: 1 }] }, /: targets\.0\.port: expected a key of the format/],
    [{ targets: [{ hosts }], modules: { m: { collectors: ['coverage'] } } }, /: modules\.m\.collectors\.0: /],
    [{ targets: [{ hosts }], modules: { m: { collectors: [] } } }, /: modules\.m\.collectors: /],
    [
      { targets: [{ hosts }], modules: { m: { database: 'hardware_vtep', collectors: ['manager', 'traffic'] } } },
      /: modules\.m\.collectors\.1: expected one of ovsdb, vtep_switch, .*, manager, got "traffic"$/,
    ],
    [{ targets: [{ hosts }], modules: { m: { database: 'OVN_Northbound' } } }, /: modules\.m\.database: /],
    [{ targets: [{ hosts }], modules: { m: { timeout_seconds: 31 } } }, /: modules\.m\.timeout_seconds: /],
    [{ targets: [{ hosts }], modules: { m: { connections: 0 } } }, /: modules\.m\.connections: /],
    [{ targets: [{ hosts }], module: {} }, /: module: expected a key of the format/],
    ['targets: [{ hosts: [a] }]\nmodules: { __proto__: {} }', /: modules\.__proto__: expected any other key, got this/],
  ]
  for (const [content, complaint] of cases) {
    const { path } = writeYaml(t, content)
    t.throws(() => loadProbeConfig(path), { name: 'ConfigError', message: complaint }, JSON.stringify(content))
    t.throws(() => loadProbeConfig(path), { message: /^[^\n]*$/ })
  }
  t.throws(() => loadProbeConfig('/none'), {
    name: 'ConfigError',
    message: /^\/none: expected a file that can be read, got ENOENT/,
  })
})
