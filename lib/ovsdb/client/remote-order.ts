/**
 * The order in which to try remotes: a random one, so that many clients spread over the servers of a cluster; the remote
 * of the session that ended last comes last, because it has just failed, or is no longer what was wanted.
 *
 * @param random gives numbers from 0 up to, not including, 1
 */
export function remoteOrder<T>(remotes: readonly T[], last: T | undefined, random: () => number): readonly T[] {
  const others = remotes.filter((remote) => remote !== last)
  const order: T[] = []
  while (others.length > 0) order.push(...others.splice(Math.floor(random() * others.length), 1))
  return [...order, ...remotes.filter((remote) => remote === last)]
}
