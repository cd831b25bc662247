import t, { type Test } from 'tap'
import { ConfigError } from '../../../lib/exporter/config/errors.js'
import {
  absolutePath,
  count,
  duration,
  durationOrNone,
  interval,
  listenAddress,
  metricNamesOf,
  oneOf,
  type Parser,
  pattern,
  remotes,
  sampleCount,
  storeUrl,
  storeUrls,
  telemetryPath,
} from '../../../lib/exporter/config/parsers.js'

/** What each text is refused with; the message begins with the source. */
function refuses<T>(t: Test, parse: Parser<T>, texts: readonly string[], expected: RegExp): void {
  for (const text of texts) {
    try {
      t.fail(`took ${JSON.stringify(text)} for ${JSON.stringify(parse(text, '--flag'))}`)
    } catch (error) {
      t.ok(error instanceof ConfigError, JSON.stringify(text))
      t.match((error as Error).message, /^--flag: expected .*, got ./s)
      t.match((error as Error).message, expected)
    }
  }
}

t.test('a word', async (t) => {
  const parse = oneOf(['a', 'bc'])
  t.equal(parse('bc', '--flag'), 'bc')
  refuses(t, parse, ['', 'A', 'b', 'a ', 'a,bc', 'toString'], /one of a, bc/)
})

t.test('metric names that the mode has', async (t) => {
  for (const names of ['classic', 'standard', 'both']) t.equal(metricNamesOf('netplugin')(names, '--flag'), names)
  t.equal(metricNamesOf('netmaster')('classic', '--flag'), 'classic')
  t.equal(metricNamesOf('ovs')('both', '--flag'), 'both')
  refuses(t, metricNamesOf('ovs'), ['classic'], /standard or both in mode ovs, which has no classic names/)
  refuses(t, metricNamesOf('ovs'), ['old'], /one of classic, standard, both/)
})

t.test('OVSDB remotes', async (t) => {
  for (const text of ['tcp:127.0.0.1:6640', 'tcp:[::1]:6640', 'tcp:host', 'unix:/var/run/openvswitch/db.sock']) {
    t.equal(remotes(text, '--flag'), text)
  }
  t.equal(remotes('tcp:a:1, ssl:b:2', '--flag'), 'tcp:a:1,ssl:b:2')
  refuses(t, remotes, ['', 'tcp:a,', '127.0.0.1:6640', 'http://a', 'unix:', 'tcp:::1:6640'], /tcp:HOST.*unix:PATH/)
  refuses(t, remotes, ['tcp:a:0', 'tcp:a,tcp:a:0', 'tcp:a:65536'], /a port from 1 to 65535/)
})

t.test('URLs of a store', async (t) => {
  t.strictSame(storeUrls('http://a:1, b:2', '--flag').map(String), ['http://a:1/', 'http://b:2/'])
  refuses(t, storeUrls, ['', ','], /a URL like .*got nothing/)
  refuses(t, storeUrls, ['ftp://a', 'http://', 'a b', 'a:99999', 'http://a?b', 'http://a#b'], /an http or https URL/)
})

t.test('one URL', async (t) => {
  t.equal(storeUrl('netmaster:9999', '--flag').href, 'http://netmaster:9999/')
  refuses(t, storeUrl, ['a,b'], /one URL like .*got 2/)
  refuses(t, storeUrl, ['ftp://a'], /an http or https URL/)
})

t.test('credentials are not repeated', async (t) => {
  for (const parse of [storeUrls, storeUrl]) {
    t.throws(
      () => parse('ftp://me:secret@a', '--flag'),
      new ConfigError('--flag: expected an http or https URL like http://10.0.0.1:6666, got "ftp://…@a"'),
    )
  }
})

t.test('where to listen', async (t) => {
  const cases: Record<string, [string | undefined, number]> = {
    ':9004': [undefined, 9004],
    ':0': [undefined, 0],
    '127.0.0.1:9004': ['127.0.0.1', 9004],
    'localhost:65535': ['localhost', 65535],
    '[::1]:9004': ['::1', 9004],
    '[::]:9004': ['::', 9004],
    '[::ffff:10.0.0.1]:1': ['::ffff:10.0.0.1', 1],
    '[fe80::1%eth0]:9004': ['fe80::1%eth0', 9004],
  }
  for (const [text, [host, port]] of Object.entries(cases)) t.strictSame(listenAddress(text, '--flag'), { host, port })
  const wrong = [
    '',
    '9004',
    ':',
    'host',
    'host:',
    '::1:9004',
    '[]:1',
    '[host]:1',
    ':65536',
    ':-1',
    ':1e3',
    ':9004/',
    'a/b:1',
  ]
  refuses(t, listenAddress, [...wrong, 'http://a:1', ' :1', ':1\n', '[::1%]:1'], /HOST:PORT or :PORT/)
})

t.test('the path of the metrics', async (t) => {
  for (const text of ['/metrics', '/', '/a/b-c_d.e~f', '/metrics/', '/healthz/metrics', '/...']) {
    t.equal(telemetryPath(text, '--flag'), text)
  }
  const wrong = [
    '',
    'metrics',
    '//evil',
    '/a//b',
    '/a b',
    '/a?b',
    '/a#b',
    '/:a',
    '/*',
    '/{a}',
    '/%41',
    '/ü',
    '/a\n',
    '/..',
    '/a/../b',
    '/./a',
  ]
  refuses(t, telemetryPath, wrong, /a path such as \/metrics/)
  refuses(
    t,
    telemetryPath,
    ['/healthz', '/readyz', '/healthz/', '/HealthZ', '/live/feed', '/Live/'],
    /not the one of a health check/,
  )
})

t.test('how many', async (t) => {
  for (const text of ['1', '16', '1000']) t.equal(count(text, '--flag'), Number(text))
  refuses(t, count, ['', '0', '1001', '-1', '1.5', '1e2', ' 1', '0x1', '00001'], /a number from 1 to 1000/)
})

t.test('a duration', async (t) => {
  const cases: Record<string, number> = { '1ms': 1, '500ms': 500, '30s': 30_000, '1.5m': 90_000, '24h': 86_400_000 }
  for (const [text, milliseconds] of Object.entries(cases)) t.equal(duration(text, '--flag'), milliseconds)
  const wrong = [
    '',
    '30',
    '0s',
    '-1s',
    '1d',
    '1 s',
    's',
    '1e3s',
    '.5s',
    '1s\n',
    'Infinitys',
    '0.5ms',
    '24.1h',
    '86400001ms',
  ]
  refuses(t, duration, [...wrong, '1000h', '99999999999999999999h'], /a duration from 1ms to 24h/)
})

t.test('a duration, or none', async (t) => {
  const cases: Record<string, number> = { '0s': 0, '0ms': 0, '0.5ms': 0.5, '500ms': 500 }
  for (const [text, milliseconds] of Object.entries(cases)) t.equal(durationOrNone(text, '--flag'), milliseconds)
  refuses(t, durationOrNone, ['', '0', '-1s', '25h'], /a duration from 0ms to 24h/)
})

t.test('an interval', async (t) => {
  const cases: Record<string, number> = { '200ms': 200, '0.2s': 200, '15s': 15_000, '24h': 86_400_000 }
  for (const [text, milliseconds] of Object.entries(cases)) t.equal(interval(text, '--flag'), milliseconds)
  refuses(t, interval, ['', '0s', '1ms', '199ms', '0.1s', '25h'], /a duration from 200ms to 24h/)
})

t.test('what is no regular expression', async (t) => {
  for (const text of ['', '(', 'a)(b', '[', '*', '\\']) {
    t.throws(
      () => pattern(text, '--x'),
      { name: 'ConfigError', message: /^--x: expected a regular expression, got / },
      text,
    )
  }
})

t.test('a number of samples', async (t) => {
  t.equal(sampleCount('1', '--x'), 1)
  t.equal(sampleCount('1000000', '--x'), 1e6)
  for (const text of ['0', '-1', '1.5', '1e6', ' 1', '', '99999999999999999999']) {
    t.throws(() => sampleCount(text, '--x'), { message: /^--x: expected a number of samples, at least 1, got / }, text)
  }
})

t.test('a path from the root', async (t) => {
  t.equal(absolutePath('/run/openvswitch', '--flag'), '/run/openvswitch')
  refuses(t, absolutePath, ['', 'run', './run', '~/run'], /a path that begins with \//)
})
