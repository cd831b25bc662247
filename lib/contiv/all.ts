/** What several requests give, once all of them have ended, so that the next round never overlaps this one. */
export async function all<const Requests extends readonly Promise<unknown>[]>(
  requests: Requests,
): Promise<{ -readonly [Index in keyof Requests]: Awaited<Requests[Index]> }> {
  await Promise.allSettled(requests)
  return Promise.all(requests)
}
