import { lines } from './text.js'

/** What `ofproto/list` prints (ofproto/ofproto.c): the name of a bridge a line. */
export function parseOfprotoList(text: string): readonly string[] {
  return lines(text)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
