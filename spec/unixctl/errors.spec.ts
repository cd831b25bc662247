import t from 'tap'
import {
  CallTimeoutError,
  CommandNotListedError,
  CommandRefusedError,
  ConnectionLostError,
  DaemonNotFoundError,
  UnexpectedReplyError,
  UnixctlError,
} from '../../lib/unixctl/errors.js'

t.test('every error has a code, its name and the area as its base', async (t) => {
  const cause = new Error('below')
  const errors = [
    [new DaemonNotFoundError('no', { cause }), 'DAEMON_NOT_FOUND', 'DaemonNotFoundError', 'no'],
    [new ConnectionLostError('no', { cause }), 'CONNECTION_LOST', 'ConnectionLostError', 'no'],
    [
      new CallTimeoutError('ovs-vswitchd', 'memory/show', 5),
      'CALL_TIMEOUT',
      'CallTimeoutError',
      'expected ovs-vswitchd to answer "memory/show" within 5 ms, got nothing',
    ],
    [
      new CommandNotListedError('ovs-vswitchd', 'memory/show'),
      'COMMAND_NOT_LISTED',
      'CommandNotListedError',
      'expected ovs-vswitchd to list the command "memory/show", got a list without it',
    ],
    [
      new CommandRefusedError('ovs-vswitchd', 'fdb/stats-show', 'no such bridge'),
      'COMMAND_REFUSED',
      'CommandRefusedError',
      'ovs-vswitchd refused "fdb/stats-show": no such bridge',
    ],
  ] as const
  for (const [error, code, name, message] of errors) {
    t.match(error, { code, name, message })
    t.ok(error instanceof UnixctlError, name)
  }
  t.equal(errors[0][0].cause, cause)
})

t.test('an unexpected reply is quoted, a long one in part', async (t) => {
  t.equal(
    new UnexpectedReplyError('dpctl/ct-get-nconns', 'a count', 'no\n').message,
    String.raw`expected a count from "dpctl/ct-get-nconns", got "no\n"`,
  )
  t.equal(
    new UnexpectedReplyError('memory/show', 'a text', 'x'.repeat(61)).message,
    `expected a text from "memory/show", got "${'x'.repeat(60)}…"`,
  )
  t.equal(
    new UnexpectedReplyError('memory/show', 'a text', {}).message,
    'expected a text from "memory/show", got a reply of type object',
  )
})
