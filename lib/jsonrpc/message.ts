import * as lite from 'jsonrpc-lite'
import { ProtocolError } from './errors.js'
import { parseJson, stringifyJson } from './json.js'

/** What a peer can say in JSON-RPC 1.0. */
export type Message =
  | { readonly kind: 'request'; readonly id: MessageId; readonly method: string; readonly params: readonly unknown[] }
  | { readonly kind: 'notification'; readonly method: string; readonly params: readonly unknown[] }
  | { readonly kind: 'success'; readonly id: MessageId; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: MessageId; readonly error: unknown }

export type MessageId = string | number

/**
 * This file alone knows both dialects: jsonrpc-lite speaks JSON-RPC 2.0, OVSDB speaks 1.0 (RFC 7047 section 4).
 * In 1.0 there is no `jsonrpc` member, a notification has `"id": null`, and a reply carries both `result` and
 * `error`, one of them null (Open vSwitch leaves `result` out of an error reply). An `error` may be any value;
 * 2.0 wants an object with a numeric code, so the value travels in its `data`. Parameters do not pass through
 * jsonrpc-lite: to validate them it serialises them, which fails on a 64-bit integer.
 */
const ERROR_CODE = -32000

/** @throws {ProtocolError} when the text is no JSON or no JSON-RPC 1.0 message */
export function decodeMessage(text: string, wide?: boolean): Message {
  return classify(parseText(text, wide), text)
}

export function encodeRequest(id: MessageId, method: string, params: readonly unknown[]): string {
  const message = lite.request(id, method, [])
  return stringifyJson({ id: message.id, method: message.method, params })
}

export function encodeNotification(method: string, params: readonly unknown[]): string {
  const message = lite.notification(method, [])
  return stringifyJson({ id: null, method: message.method, params })
}

export function encodeSuccess(id: MessageId, result: unknown): string {
  const message = lite.success(id, result as lite.Defined)
  return stringifyJson({ id: message.id, result: message.result, error: null })
}

export function encodeError(id: MessageId, error: unknown): string {
  const message = lite.error(id, new lite.JsonRpcError('error', ERROR_CODE, error))
  return stringifyJson({ id: message.id, result: null, error: message.error.data })
}

function parseText(text: string, wide?: boolean): unknown {
  try {
    return parseJson(text, wide)
  } catch (cause) {
    throw new ProtocolError(`expected JSON, got ${excerpt(text)}`, { cause })
  }
}

function classify(value: unknown, text: string): Message {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && !('jsonrpc' in value)) {
    const { params } = value as Version1
    const { payload } = lite.parseObject(toVersion2(value as Version1))
    if (payload instanceof lite.RequestObject || payload instanceof lite.NotificationObject) {
      const { method } = payload
      if (Array.isArray(params)) {
        return payload instanceof lite.RequestObject && payload.id !== null
          ? { kind: 'request', id: payload.id, method, params }
          : { kind: 'notification', method, params }
      }
    } else if (payload instanceof lite.SuccessObject && payload.id !== null) {
      return { kind: 'success', id: payload.id, result: payload.result }
    } else if (payload instanceof lite.ErrorObject && payload.id !== null) {
      return { kind: 'error', id: payload.id, error: payload.error.data }
    }
  }
  throw new ProtocolError(`expected a JSON-RPC 1.0 request, notification or reply, got ${excerpt(text)}`)
}

interface Version1 {
  readonly id?: unknown
  readonly method?: unknown
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: unknown
}

function toVersion2({ id, method, result, error }: Version1): object {
  const jsonrpc = '2.0'
  if (method !== undefined) return id === null || id === undefined ? { jsonrpc, method } : { jsonrpc, id, method }
  if (error !== null && error !== undefined) {
    return { jsonrpc, id, error: { code: ERROR_CODE, message: 'error', data: error } }
  }
  return { jsonrpc, id, result }
}

function excerpt(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}… (${text.length} characters)` : text
}
