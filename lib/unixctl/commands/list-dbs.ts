import { lines } from './text.js'

/** What `ovsdb-server/list-dbs` prints (ovsdb/ovsdb-server.c): a database a line, `_Server` among them. */
export function parseListDbs(text: string): readonly string[] {
  return lines(text)
    .map((line) => line.trim())
    .filter((line) => /^[A-Za-z_]\w*$/.test(line))
}
