import * as lite from 'jsonrpc-lite'
import { checkOutgoing } from './check-outgoing.js'
import { InvalidRequestError, ProtocolError } from './errors.js'
import { excerpt } from './excerpt.js'
import { stringifyJson } from './json.js'
import type { MessageBytes } from './message-bytes.js'

/** What a peer can say in JSON-RPC 1.0. The id of its request is any JSON value but null, to be sent back as it came. */
export type Message =
  | { readonly kind: 'request'; readonly id: unknown; readonly method: string; readonly params: readonly unknown[] }
  | { readonly kind: 'notification'; readonly method: string; readonly params: readonly unknown[] }
  | { readonly kind: 'success'; readonly id: MessageId; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: MessageId; readonly error: unknown }

/**
 * An id of ours, and so of a reply to us.
 *
 * @example
 * let sent: MessageId | undefined
 * await session.echo([], {
 *   onSent: (id) => {
 *     sent = id
 *   },
 * })
 * console.log(typeof sent) // → number
 */
export type MessageId = string | number

/**
 * This file alone knows both dialects: jsonrpc-lite speaks JSON-RPC 2.0, OVSDB speaks 1.0 (RFC 7047 section 4).
 * In 1.0 there is no `jsonrpc` member, a notification has `"id": null`, and a reply carries both `result` and
 * `error`, one of them null (Open vSwitch leaves `result` out of an error reply). An `error` may be any value;
 * 2.0 wants an object with a numeric code. jsonrpc-lite judges the envelope only: it would serialise the parameters to
 * see whether they are JSON, and refuse a bigint in them, and it knows fewer ids.
 */
const ENVELOPE_ID = 0
const ENVELOPE_ERROR = new lite.JsonRpcError('error', -32000)

/** @throws {@link ProtocolError} when it is no JSON in UTF-8 or no JSON-RPC 1.0 message */
export function decodeMessage(bytes: MessageBytes): Message {
  return classify(parse(bytes), bytes)
}

/** @throws {@link InvalidRequestError} when the parameters cannot be JSON */
export function encodeRequest(id: MessageId, method: string, params: readonly unknown[]): string {
  const message = lite.request(id, method, [])
  return encode({ id: message.id, method: message.method, params })
}

/** @throws {@link InvalidRequestError} when the parameters cannot be JSON */
export function encodeNotification(method: string, params: readonly unknown[]): string {
  const message = lite.notification(method, [])
  return encode({ id: null, method: message.method, params })
}

interface Outgoing {
  readonly id: MessageId | null
  readonly method: string
  readonly params: readonly unknown[]
}

/** In place of `params` that are none, Open vSwitch takes the message for no message, and ends the session. */
function encode(message: Outgoing): string {
  const { method, params } = message
  if (!Array.isArray(params))
    throw new InvalidRequestError(method, `expected an array of parameters, got ${excerpt(String(params))}`)
  try {
    const text = stringifyJson(message)
    checkOutgoing(text)
    return text
  } catch (cause) {
    throw new InvalidRequestError(method, (cause as Error).message, { cause })
  }
}

export function encodeSuccess(id: unknown, result: unknown): string {
  const message = lite.success(ENVELOPE_ID, result as lite.Defined)
  return stringifyJson({ id, result: message.result, error: null })
}

/** An `error` of null would say success, so it is replaced. */
export function encodeError(id: unknown, error: unknown): string {
  return stringifyJson({ id, result: null, error: error ?? 'unspecified error' })
}

function parse(bytes: MessageBytes): unknown {
  try {
    return bytes.parse()
  } catch (cause) {
    if (cause instanceof ProtocolError) throw cause
    throw new ProtocolError(`expected JSON, got ${shown(bytes)}`, { cause })
  }
}

function classify(value: unknown, bytes: MessageBytes): Message {
  if (typeof value === 'object' && value !== null && !('jsonrpc' in value)) {
    const { id, params, error }: Version1 = value
    const { payload } = lite.parseObject(toVersion2(value))
    if (payload instanceof lite.RequestObject && Array.isArray(params)) {
      return { kind: 'request', id, method: payload.method, params }
    }
    if (payload instanceof lite.NotificationObject && Array.isArray(params)) {
      return { kind: 'notification', method: payload.method, params }
    }
    if (payload instanceof lite.SuccessObject && payload.id !== null) {
      return { kind: 'success', id: payload.id, result: payload.result }
    }
    if (payload instanceof lite.ErrorObject && payload.id !== null) {
      return { kind: 'error', id: payload.id, error }
    }
  }
  throw new ProtocolError(`expected a JSON-RPC 1.0 request, notification or reply, got ${shown(bytes)}`)
}

interface Version1 {
  readonly id?: unknown
  readonly method?: unknown
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: unknown
}

/** The envelope of a message in 2.0, without parameters and error. */
function toVersion2({ id, method, result, error }: Version1): object {
  const jsonrpc = '2.0'
  if (method !== undefined) {
    return id === null || id === undefined ? { jsonrpc, method } : { jsonrpc, id: ENVELOPE_ID, method }
  }
  return error === null || error === undefined ? { jsonrpc, id, result } : { jsonrpc, id, error: ENVELOPE_ERROR }
}

function shown({ text }: MessageBytes): string {
  const beginning = excerpt(text)
  return beginning === text ? text : `${beginning} (${text.length} characters)`
}
