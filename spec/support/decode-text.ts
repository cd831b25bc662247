import { decodeMessage, type Message } from '../../lib/jsonrpc/message.js'
import { MessageBytes } from '../../lib/jsonrpc/message-bytes.js'

/** What a message of this text says; `wide` says whether it may hold an integer beyond 2^53. */
export function decodeText(text: string, wide = true): Message {
  return decodeMessage(new MessageBytes(new TextEncoder().encode(text), wide, []))
}
