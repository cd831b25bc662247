import t from 'tap'
import * as browser from '../lib/browser.js'
import * as library from '../lib/index.js'

/** Files and listening sockets. */
const NODE_ONLY = ['readCertificate', 'readPrivateKey', 'listen', 'DEFAULT_BACKLOG']

t.test('it has all that the library has, but for what a browser cannot do', async (t) => {
  const names = Object.keys(library).filter((name) => !NODE_ONLY.includes(name))
  t.strictSame(Object.keys(browser).sort(), names.sort())
})

t.test('its clients dial as a browser does', async (t) => {
  await t.rejects(browser.connect('tcp:127.0.0.1', { database: 'D' }), { message: /all that a browser can connect to/ })
})
