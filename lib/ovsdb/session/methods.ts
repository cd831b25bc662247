import { InvalidRequestError } from '../../jsonrpc/index.js'
import { InvalidReplyError } from '../errors.js'
import type { MonitorSinceReply, TableUpdates, TableUpdates2 } from './wire.js'

interface Method<Reply> {
  /** What the parameters are, for messages. */
  readonly form: string
  /** How many there have to be: at least, and at most. */
  readonly count: readonly [number, number]
  /** @throws {InvalidReplyError} */
  read(reply: unknown): Reply
}

/** The methods of RFC 7047 section 4.1, and those that ovsdb-server(7) adds. */
export const METHODS = {
  list_dbs: { form: 'no parameters', count: [0, 0], read: strings('list_dbs', 'an array of database names') },
  get_schema: { form: '<db-name>', count: [1, 1], read: object('get_schema', 'a <database-schema>') },
  transact: {
    form: '<db-name>, <operation>*',
    count: [1, Number.POSITIVE_INFINITY],
    read: array('transact', 'an array of results'),
  },
  convert: { form: '<db-name>, <database-schema>', count: [2, 2], read: nothing },
  monitor: {
    form: '<db-name>, <monitor-id>, <monitor-requests>',
    count: [3, 3],
    read: object<TableUpdates>('monitor', '<table-updates>'),
  },
  monitor_cond: {
    form: '<db-name>, <monitor-id>, <monitor-cond-requests>',
    count: [3, 3],
    read: object<TableUpdates2>('monitor_cond', '<table-updates2>'),
  },
  monitor_cond_since: {
    form: '<db-name>, <monitor-id>, <monitor-cond-requests>, <last-txn-id>',
    count: [4, 4],
    read: since,
  },
  monitor_cond_change: {
    form: '<monitor-id>, <new-monitor-id>, <monitor-cond-update-requests>',
    count: [3, 3],
    read: nothing,
  },
  monitor_cancel: { form: '<monitor-id>', count: [1, 1], read: nothing },
  lock: { form: '<lock-name>', count: [1, 1], read: locked('lock') },
  steal: { form: '<lock-name>', count: [1, 1], read: locked('steal') },
  unlock: { form: '<lock-name>', count: [1, 1], read: nothing },
  echo: { form: 'anything', count: [0, Number.POSITIVE_INFINITY], read: array('echo', 'the parameters') },
  get_server_id: { form: 'no parameters', count: [0, 0], read: string('get_server_id', "the server's UUID") },
  set_db_change_aware: { form: '<boolean>', count: [1, 1], read: nothing },
} as const satisfies Record<string, Method<unknown>>

export type MethodName = keyof typeof METHODS

/** What a method answers, as the wire has it. */
export type Reply<Name extends MethodName> = ReturnType<(typeof METHODS)[Name]['read']>

/**
 * Refuses a request that the server would punish: a `monitor` of fewer than three parameters crashes ovsdb-server 3.1.
 * Methods that are not known pass.
 *
 * @throws {InvalidRequestError}
 */
export function checkRequest(method: string, params: readonly unknown[]): void {
  const known: Method<unknown> | undefined = Object.hasOwn(METHODS, method) ? METHODS[method as MethodName] : undefined
  if (known === undefined || !Array.isArray(params)) return
  const [least, most] = known.count
  if (params.length >= least && params.length <= most) return
  throw new InvalidRequestError(method, `expected ${known.form}, got ${params.length} parameters`)
}

function nothing(): void {}

function object<T = Readonly<Record<string, unknown>>>(method: string, expected: string): (reply: unknown) => T {
  return (reply) => {
    if (isObject(reply)) return reply as T
    throw new InvalidReplyError(method, expected, reply)
  }
}

function array(method: string, expected: string): (reply: unknown) => readonly unknown[] {
  return (reply) => {
    if (Array.isArray(reply)) return reply
    throw new InvalidReplyError(method, expected, reply)
  }
}

function strings(method: string, expected: string): (reply: unknown) => readonly string[] {
  return (reply) => {
    if (Array.isArray(reply) && reply.every((name) => typeof name === 'string')) return reply
    throw new InvalidReplyError(method, expected, reply)
  }
}

function string(method: string, expected: string): (reply: unknown) => string {
  return (reply) => {
    if (typeof reply === 'string') return reply
    throw new InvalidReplyError(method, expected, reply)
  }
}

function locked(method: string): (reply: unknown) => { readonly locked: boolean } {
  return (reply) => {
    if (isObject(reply) && typeof reply.locked === 'boolean') return { locked: reply.locked }
    throw new InvalidReplyError(method, '{"locked": <boolean>}', reply)
  }
}

function since(reply: unknown): MonitorSinceReply {
  if (Array.isArray(reply) && typeof reply[0] === 'boolean' && typeof reply[1] === 'string' && isObject(reply[2])) {
    return [reply[0], reply[1], reply[2] as TableUpdates2]
  }
  throw new InvalidReplyError('monitor_cond_since', '[<found>, <last-txn-id>, <table-updates2>]', reply)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
