import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { RequestRefusedError } from '../../lib/jsonrpc/index.js'
import { ControlClient, type ControlClientOptions } from '../../lib/unixctl/control-client.js'
import { collectGarbage } from '../support/collect-garbage.js'
import { eventually } from '../support/eventually.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { run } from '../support/run.js'
import type { Scope } from '../support/scope.js'
import { type Script, silence, startScriptedServer } from '../support/scripted-server.js'
import { socketsOf } from '../support/sockets.js'
import { tempDir } from '../support/temp-dir.js'
import { missing } from '../support/which.js'

const daemon = 'ovs-vswitchd'
/** Milliseconds, for calls that are to run into it. */
const SHORT = 50

function clientOf(scope: Scope, path: string, options: Partial<ControlClientOptions> = {}): ControlClient {
  const client = new ControlClient({ daemon, address: { path }, timeout: 20_000, ...options })
  scope.teardown(() => client.close())
  return client
}

/** A daemon with the commands of the table; their `list-commands` is answered here. */
function commands(table: Readonly<Record<string, Script>>): Script {
  const list = Object.keys(table).map((name) => `  ${name.padEnd(23)} \n`)
  return (method, params, peer) =>
    method === 'list-commands'
      ? `The available commands are:\n${list.join('')}`
      : (table[method]?.(method, params, peer) ?? '')
}

t.test('a call', async (t) => {
  const path = join(tempDir(t), 'ctl')
  const { peers } = await startScriptedServer(
    t,
    commands({
      version: () => 'ovs-vswitchd (Open vSwitch) 3.1.0\n',
      'fdb/stats-show': (_, params) => {
        if (params[0] !== 'br0') throw new RequestRefusedError('no such bridge\n')
        return `Statistics for bridge "${params}":`
      },
      odd: () => ({ 'reply-format': 'plain' }),
      refused: () => {
        throw new RequestRefusedError({ wide: 2n ** 60n })
      },
    }),
    path,
  )
  const client = clientOf(t, path)
  t.equal(await client.call('version'), 'ovs-vswitchd (Open vSwitch) 3.1.0\n', 'gives what the command printed')
  t.equal(await client.call('fdb/stats-show', ['br0']), 'Statistics for bridge "br0":', 'takes arguments')
  await t.rejects(client.call('fdb/stats-show', ['br1']), {
    code: 'COMMAND_REFUSED',
    command: 'fdb/stats-show',
    reason: 'no such bridge',
  })
  await t.rejects(client.call('refused'), { code: 'COMMAND_REFUSED', reason: '{"wide":1152921504606846976}' })
  await t.rejects(client.call('odd'), { code: 'UNEXPECTED_REPLY' })
  await t.rejects(client.call('exit'), { code: 'COMMAND_NOT_LISTED', command: 'exit' })
  t.strictSame(
    peers.map(({ calls }) => calls),
    [['list-commands', 'version', 'fdb/stats-show', 'fdb/stats-show', 'refused', 'odd']],
    'asks for the list once, not for what is not on it, and keeps its connection',
  )
})

t.test('calls at once are sent one after the other', async (t) => {
  const path = join(tempDir(t), 'ctl')
  let underWay = 0
  await startScriptedServer(
    t,
    commands({
      slow: async () => {
        underWay++
        await eventually(() => true)
        return `${underWay--}`
      },
    }),
    path,
  )
  const client = clientOf(t, path)
  const calls = Array.from({ length: 5 }, () => client.call('slow'))
  t.strictSame(await Promise.all(calls), ['1', '1', '1', '1', '1'])
})

t.test('a daemon that does not answer', async (t) => {
  const path = join(tempDir(t), 'ctl')
  let answer = (_: string) => {}
  const reply = new Promise<string>((resolve) => {
    answer = resolve
  })
  const { peers } = await startScriptedServer(t, commands({ 'memory/show': () => reply, version: () => 'v' }), path)
  const client = clientOf(t, path, { timeout: SHORT })
  await eventually(() => client.call('version'))
  await t.rejects(client.call('memory/show'), {
    code: 'CALL_TIMEOUT',
    message: `expected ovs-vswitchd to answer "memory/show" within ${SHORT} ms, got nothing`,
  })
  for (let scrape = 0; scrape < 3; scrape++) await t.rejects(client.call('version'), { code: 'CALL_TIMEOUT' })
  t.equal(peers.length, 1, 'gets no further connection')
  t.equal(peers[0]?.calls.at(-1), 'memory/show', 'gets no further request')
  answer('late')
  t.equal(await eventually(() => client.call('version')), 'v', 'is asked again once it has answered')
  t.equal(peers.length, 1)
})

t.test('calls that waited for a daemon that does not answer leave nothing behind', async (t) => {
  const path = join(tempDir(t), 'ctl')
  await startScriptedServer(t, commands({ silent: silence, version: () => 'v' }), path)
  const client = clientOf(t, path, { timeout: 60_000 })
  t.equal(await client.call('version'), 'v')
  const first = client.call('silent')
  first.catch(() => {})
  const giveUp = async () => {
    const reason = new Error('enough')
    await t.rejects(client.call('version', [], { signal: AbortSignal.abort(reason) }), reason)
    const abort = new AbortController()
    const call = client.call('version', [], { signal: abort.signal })
    abort.abort(reason)
    await t.rejects(call, reason)
    return new WeakRef(reason)
  }
  const reasons = [await giveUp(), await giveUp()]
  await eventually(() => {
    collectGarbage()
    return reasons.every((reason) => reason.deref() === undefined)
  })
  t.ok(reasons.every((reason) => reason.deref() === undefined))
})

t.test('an answer without end ends the connection, and the next call gets another', async (t) => {
  const path = join(tempDir(t), 'ctl')
  const { peers } = await startScriptedServer(
    t,
    commands({ version: () => 'v', endless: () => 'x'.repeat(5 * 1024 * 1024) }),
    path,
  )
  const client = clientOf(t, path)
  await t.rejects(client.call('endless'), { code: 'CONNECTION_LOST', message: /4194304 bytes/ })
  t.equal(await client.call('version'), 'v')
  t.equal(peers.length, 2)
})

t.test('a reply under another id ends the connection, and the next call gets another', async (t) => {
  const path = join(tempDir(t), 'ctl')
  const { peers } = await startScriptedServer(
    t,
    commands({
      version: () => 'v',
      other: (_, __, { transport }) => {
        transport.send('{"id":4711,"result":"v","error":null}')
        return silence()
      },
    }),
    path,
  )
  const client = clientOf(t, path)
  await t.rejects(client.call('other'), { code: 'CONNECTION_LOST', message: /got one with the id 4711/ })
  t.equal(await client.call('version'), 'v')
  t.equal(peers.length, 2)
})

t.test('a daemon that hangs is left for the one that took its place', async (t) => {
  const path = join(tempDir(t), 'ctl')
  const hung = await startScriptedServer(t, commands({ version: () => 'v', hang: silence }), path)
  const client = clientOf(t, path, { timeout: SHORT })
  await eventually(() => client.call('version'))
  await t.rejects(client.call('hang'), { code: 'CALL_TIMEOUT' })
  await t.rejects(client.call('version'), { code: 'CALL_TIMEOUT' })
  rmSync(path)
  await t.rejects(client.call('version'), { code: 'CALL_TIMEOUT' })
  await t.rejects(client.call('version'), { code: 'DAEMON_NOT_FOUND' })
  t.match(await hung.peers[0]?.session.closed, { code: 'SESSION_CLOSED' })
  await startScriptedServer(t, commands({ version: () => 'v' }), path)
  t.equal(await eventually(() => client.call('version')), 'v')
})

t.test('a daemon that does not even answer list-commands', async (t) => {
  const path = join(tempDir(t), 'ctl')
  const { peers } = await startScriptedServer(t, silence, path)
  const client = clientOf(t, path, { timeout: SHORT })
  for (let scrape = 0; scrape < 3; scrape++) await t.rejects(client.call('version'), { code: 'CALL_TIMEOUT' })
  t.strictSame(
    peers.map(({ calls }) => calls),
    [['list-commands']],
  )
})

t.test('the signal', async (t) => {
  const path = join(tempDir(t), 'ctl')
  await startScriptedServer(t, commands({ silent: silence }), path)
  const client = clientOf(t, path)
  const reason = new Error('enough')
  await t.rejects(client.call('silent', [], { signal: AbortSignal.abort(reason) }), reason, 'aborted before')
  const abort = new AbortController()
  const call = client.call('silent', [], { signal: abort.signal })
  abort.abort(reason)
  await t.rejects(call, reason, 'aborted meanwhile')
})

t.test('the end of the connection', async (t) => {
  const path = join(tempDir(t), 'ctl')
  const { peers } = await startScriptedServer(
    t,
    commands({
      version: () => 'v',
      exit: (_method, _params, peer) => {
        peer.transport.destroy()
        return silence()
      },
      babble: (_method, _params, peer) => {
        peer.transport.send('}')
        return silence()
      },
    }),
    path,
  )
  const client = clientOf(t, path)
  await t.rejects(client.call('exit'), {
    code: 'CONNECTION_LOST',
    message: /^expected ovs-vswitchd to answer "exit": /,
  })
  t.equal(await client.call('version'), 'v', 'is followed by another one')
  await t.rejects(client.call('babble'), { code: 'CONNECTION_LOST' })
  t.equal(await client.call('version'), 'v')
  t.equal(peers.length, 3)
})

t.test('a connection that ends right behind the list', async (t) => {
  const path = join(tempDir(t), 'ctl')
  const { peers } = await startScriptedServer(
    t,
    (method, params, peer) => {
      if (peers.length > 1) return commands({ version: () => 'v' })(method, params, peer)
      peer.transport.send('{"id":1,"result":"  version\\n","error":null}}')
      return silence()
    },
    path,
  )
  const client = clientOf(t, path)
  await t.rejects(client.call('version'), { code: 'CONNECTION_LOST' })
  t.equal(await client.call('version'), 'v')
})

t.test('a daemon that lists no commands keeps no connection', async (t) => {
  const path = join(tempDir(t), 'ctl')
  let list = 'no such table\n'
  const { peers } = await startScriptedServer(t, (method) => (method === 'list-commands' ? list : 'v'), path)
  const client = clientOf(t, path)
  await t.rejects(client.call('version'), {
    code: 'UNEXPECTED_REPLY',
    message: 'expected commands from "list-commands", got "no such table\\n"',
  })
  list = 'The available commands are:\n  version\n'
  t.equal(await client.call('version'), 'v')
  t.equal(peers.length, 2)
})

t.test('a daemon that refuses list-commands keeps no connection', async (t) => {
  const path = join(tempDir(t), 'ctl')
  const script = () => {
    throw new RequestRefusedError('"list-commands" is not a valid command')
  }
  const { peers } = await startScriptedServer(t, script, path)
  const client = clientOf(t, path)
  await t.rejects(client.call('version'), { code: 'COMMAND_REFUSED', command: 'list-commands' })
  await peers[0]?.session.closed
  t.equal(peers.length, 1)
})

t.test('close', async (t) => {
  const path = join(tempDir(t), 'ctl')
  const { peers } = await startScriptedServer(t, commands({ silent: silence }), path)
  const client = clientOf(t, path)
  const call = client.call('silent')
  await eventually(() => peers[0]?.calls.includes('silent'))
  client.close()
  await t.rejects(call, { code: 'CONNECTION_LOST' })
  await t.rejects(client.call('silent'), { code: 'CONNECTION_LOST', message: 'the client of ovs-vswitchd was closed' })
  await peers[0]?.session.closed
  t.equal(peers.length, 1)
})

t.test('a daemon that was restarted is found by its new pidfile', async (t) => {
  const runDir = tempDir(t)
  const pidfile = join(runDir, `${daemon}.pid`)
  const start = async (pid: number) => {
    const server = await startScriptedServer(
      t,
      commands({ version: () => `${pid}` }),
      join(runDir, `${daemon}.${pid}.ctl`),
    )
    writeFileSync(pidfile, `${pid}\n`)
    return server
  }
  const client = new ControlClient({ daemon, address: { runDir, program: daemon } })
  t.teardown(() => client.close())
  await t.rejects(client.call('version'), { code: 'DAEMON_NOT_FOUND' })
  const first = await start(100)
  t.equal(await client.call('version'), '100')
  first.peers[0]?.transport.destroy()
  rmSync(pidfile)
  await eventually(() =>
    client.call('version').then(
      () => false,
      ({ code }) => code === 'DAEMON_NOT_FOUND',
    ),
  )
  await start(200)
  t.equal(await client.call('version'), '200')
})

const skip = missing('ovsdb-server', 'ovs-appctl')

t.test('a real daemon', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  const address = { runDir: ovsdb.dir, program: 'ovsdb-server' }
  const client = new ControlClient({ daemon: 'ovsdb-server', address })
  t.teardown(() => client.close())
  t.equal(await client.call('version'), await run('ovs-appctl', [`--target=${ovsdb.unixctl}`, 'version']))
  await t.rejects(client.call('ovsdb-server/get-db-storage-status', ['Absent']), {
    code: 'COMMAND_REFUSED',
    reason: 'Failed to find the database.',
  })
  await ovsdb.restart()
  t.match(await eventually(() => client.call('version')), 'ovsdb-server', 'is found again after a restart')

  await t.test('that is stopped', async (t) => {
    const hasty = new ControlClient({ daemon: 'ovsdb-server', address, timeout: SHORT })
    t.teardown(() => hasty.close())
    const sockets = socketsOf('self')
    await ovsdb.kill('SIGSTOP')
    for (let scrape = 0; scrape < 100; scrape++) await t.rejects(hasty.call('memory/show'), { code: 'CALL_TIMEOUT' })
    t.equal(socketsOf('self'), sockets + 1, 'leaves one connection, whatever is asked of it')
    await ovsdb.kill('SIGCONT')
    t.match(await eventually(() => hasty.call('memory/show')), 'cells', 'answers again')
    t.equal(socketsOf('self'), sockets + 1)
  })
})
