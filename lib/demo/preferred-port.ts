/**
 * Starts something on the port it should have, or on any free one when that is taken.
 *
 * @param start called with the port, then maybe with 0
 * @throws what `start` throws, but for a port in use
 */
export async function onPreferredPort<T>(port: number, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(port)
  } catch (error) {
    if (!isAddressInUse(error)) throw error
    return start(0)
  }
}

function isAddressInUse(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE' || isAddressInUse(error.cause)
}
