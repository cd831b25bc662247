import t from 'tap'
import { StoreUrlError } from '../../lib/contiv/errors.js'
import { parseStoreUrl, parseStoreUrls } from '../../lib/contiv/store-url.js'

const NAME = 'CONTIV_ETCD'

t.test('reads what operators write', async (t) => {
  const table: readonly [string, readonly string[]][] = [
    ['http://10.0.0.1:6666', ['http://10.0.0.1:6666/']],
    ['10.0.0.1:6666', ['http://10.0.0.1:6666/']],
    ['etcd-1.local:2379', ['http://etcd-1.local:2379/']],
    ['https://etcd:2379/', ['https://etcd:2379/']],
    ['HTTP://etcd:2379', ['http://etcd:2379/']],
    ['[fd00::1]:6666', ['http://[fd00::1]:6666/']],
    ['http://[fd00::1]:6666', ['http://[fd00::1]:6666/']],
    [' a:1 ,\tb:2 , ', ['http://a:1/', 'http://b:2/']],
    ['http://user:pa%40ss@a:1', ['http://user:pa%40ss@a:1/']],
    ['user:pass@a:1', ['http://user:pass@a:1/']],
    ['http://a/prefix', ['http://a/prefix/']],
    ['http://a/100%25', ['http://a/100%25/']],
    ['etcd://10.0.0.1:2379', ['http://10.0.0.1:2379/']],
    ['consul://10.0.0.1:8500', ['http://10.0.0.1:8500/']],
  ]
  for (const [text, urls] of table) t.same(parseStoreUrls(text, NAME).map(String), urls, text)
})

t.test('refuses the rest, saying what was expected and what came', async (t) => {
  const refused = ['ftp://a:1', 'http://', 'a:port', 'a:99999', 'fe80::1:2379', 'http://a:1?x=y', 'a:1/#x', 'a b:1']
  for (const text of refused) {
    const expected = `CONTIV_ETCD: expected an http or https URL like http://10.0.0.1:6666, got "${text}"`
    t.throws(() => parseStoreUrls(`good:1,${text}`, NAME), new StoreUrlError(expected), text)
  }
  for (const [text, shown] of [
    ['http://a:1/%zz', 'http://a:1/%zz'],
    ['a:1/%', 'a:1/%'],
    ['http://%zz@a:1', 'http://…@a:1'],
    ['http://me:100%@a:1', 'http://…@a:1'],
    ['http://me%4:1@a:1', 'http://…@a:1'],
    ['me:%ff@a:1', '…@a:1'],
  ] as const) {
    const expected = `CONTIV_ETCD: expected "%" to begin an escape such as %25, got "${shown}"`
    t.throws(() => parseStoreUrls(text, NAME), new StoreUrlError(expected), text)
  }
  for (const text of ['', '  ', ' , ']) {
    const expected = 'CONTIV_ETCD: expected a URL like http://10.0.0.1:6666, got nothing'
    t.throws(() => parseStoreUrls(text, NAME), new StoreUrlError(expected), JSON.stringify(text))
  }
})

t.test('never repeats credentials', async (t) => {
  for (const text of [
    'ftp://me:secret@a:1',
    'me:secret@a:port',
    'http://me:se/cret@a:port',
    'x://me:s@ecret@a',
    'http://me:secret,@a:1',
    'me:x\nsecret@a:port',
  ]) {
    try {
      parseStoreUrls(text, NAME)
      t.fail(`expected ${text} to be refused`)
    } catch (error) {
      t.notMatch((error as Error).message, /secret|cret@/, text)
    }
  }
})

t.test('reads one where only one may stand', async (t) => {
  t.equal(parseStoreUrl(' netmaster:9999 ', NAME).href, 'http://netmaster:9999/')
  t.throws(
    () => parseStoreUrl('a:1,b:2', NAME),
    new StoreUrlError('CONTIV_ETCD: expected one URL like http://10.0.0.1:6666, got 2'),
  )
})
