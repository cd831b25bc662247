/**
 * Has the stacks of an error, and of those that it names as its causes, be text. Until `stack` is read first, V8 keeps
 * the frames, and with them the objects whose methods were under way: who remembers why a session ended would keep that
 * session, and what it was reading.
 */
export function formatStacks(error: unknown): void {
  for (let each = error; each instanceof Error; each = each.cause) void each.stack
}
