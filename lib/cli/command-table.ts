import type { Command } from './command.js'
import { backup } from './commands/backup.js'
import { codegen } from './commands/codegen.js'
import { dump } from './commands/dump.js'
import { getSchema } from './commands/get-schema.js'
import { listDbs } from './commands/list-dbs.js'
import { lock } from './commands/lock.js'
import { monitor } from './commands/monitor.js'
import { query } from './commands/query.js'
import { restore } from './commands/restore.js'
import { transact } from './commands/transact.js'
import { wait } from './commands/wait.js'

/** In the order in which `--help` shows them. */
export const COMMANDS: readonly Command[] = [
  listDbs,
  getSchema,
  dump,
  query,
  transact,
  monitor,
  wait,
  lock,
  backup,
  restore,
  codegen,
]
