import t from 'tap'
import { InvalidRequestError } from '../../../lib/jsonrpc/index.js'
import { InvalidReplyError } from '../../../lib/ovsdb/errors.js'
import { checkRequest, METHODS, type MethodName } from '../../../lib/ovsdb/session/methods.js'

const NAMES = Object.keys(METHODS) as MethodName[]

t.test('a request has as many parameters as its method wants', async (t) => {
  for (const method of NAMES) {
    const [least, most] = METHODS[method].count
    for (let count = 0; count < 6; count++) {
      const params = Array.from({ length: count }, () => 'p')
      if (count >= least && count <= most) checkRequest(method, params)
      else t.throws(() => checkRequest(method, params), InvalidRequestError, `${method} of ${count}`)
    }
  }
  t.throws(() => checkRequest('monitor', ['D', 'id']), {
    code: 'INVALID_REQUEST',
    message: '"monitor" was not sent: expected <db-name>, <monitor-id>, <monitor-requests>, got 2 parameters',
  })
})

t.test('methods that are not known pass', async () => {
  for (const method of ['toString', 'constructor', 'set_something', '']) checkRequest(method, [1, 2, 3, 4, 5, 6])
})

/** By method: replies that are right, and the lies. */
const REPLIES: Readonly<Partial<Record<MethodName, { right: unknown[]; wrong: unknown[] }>>> = {
  list_dbs: { right: [[], ['a', 'b']], wrong: [null, {}, 'a', [1], [null]] },
  get_schema: { right: [{}, { name: 'a' }], wrong: [null, [], 'a', 1] },
  transact: { right: [[], [{}, null, { error: 'x' }]], wrong: [null, {}, 'a', 1] },
  monitor: { right: [{}, { T: {} }], wrong: [null, [], 'a'] },
  monitor_cond: { right: [{}, { T: {} }], wrong: [null, [], 'a'] },
  monitor_cond_since: {
    right: [[false, 'id', {}]],
    wrong: [null, {}, [], [false, 'id'], ['no', 'id', {}], [true, 7, {}], [true, 'id', null]],
  },
  lock: { right: [{ locked: true }], wrong: [null, {}, { locked: 'yes' }, [true]] },
  steal: { right: [{ locked: true }], wrong: [null, {}, { locked: 1 }] },
  echo: { right: [[], ['a']], wrong: [null, {}, 'a'] },
  get_server_id: { right: ['id'], wrong: [null, {}, 7] },
}

t.test('a reply of the promised form is given as it is, any other is an error', async (t) => {
  for (const [method, { right, wrong }] of Object.entries(REPLIES)) {
    const { read } = METHODS[method as MethodName]
    for (const reply of right) t.strictSame(read(reply), reply, method)
    for (const reply of wrong) t.throws(() => read(reply), InvalidReplyError, `${method} ${JSON.stringify(reply)}`)
  }
})

t.test('where nothing is promised, anything will do', async (t) => {
  const without = NAMES.filter((method) => REPLIES[method] === undefined)
  t.strictSame(without, ['convert', 'monitor_cond_change', 'monitor_cancel', 'unlock', 'set_db_change_aware'])
  for (const method of without) for (const reply of [{}, null, 7]) t.equal(METHODS[method].read(reply), undefined)
})
