import { JsonSplitter, ProtocolError, parseJson } from '../../lib/jsonrpc/index.js'
import { compareLines, type Verdict } from './compare.js'
import type { Line, Vector } from './vector.js'

/**
 * Reads the input as a session reads its socket. One message is one call of the reference; what follows it is refused
 * there unless the case says `--multiple`. A session ends with the first refusal, so nothing is expected after one.
 */
export function runJson(vector: Vector): Verdict {
  const lines: Line[] = []
  const splitter = new JsonSplitter(({ text, wide }) => lines.push({ value: read(text, wide) }))
  try {
    splitter.push(new TextEncoder().encode(vector.input))
    if (splitter.pendingBytes > 0) throw new ProtocolError('expected a closing bracket, got the end')
    if (lines.length === 0) throw new ProtocolError('expected a JSON object, got nothing')
    if (lines.length > 1 && !vector.args.includes('--multiple'))
      throw new ProtocolError('expected a JSON object, got two')
  } catch (error) {
    lines.push({ label: 'error: ', refused: error as Error })
  }
  const output = vector.output.split('\n')
  const end = output.findIndex((line) => line.includes('error: '))
  const untilRefusal = (end === -1 ? output : output.slice(0, end + 1)).join('\n')
  return compareLines({ ...vector, output: untilRefusal }, lines)
}

function read(text: string, wide: boolean): unknown {
  try {
    return parseJson(text, wide)
  } catch (cause) {
    throw new ProtocolError(`expected JSON, got ${text.slice(0, 120)}`, { cause })
  }
}
