import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below those that Linux gives to connections and to servers that ask for port 0: nobody gets one of them by chance. */
const [FIRST, BEHIND] = [16_000, 32_000] as const

/** A TCP port of loopback that nobody listens on, for programs that cannot be told port 0, or return to the same. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const port = randomInt(FIRST, BEHIND)
  const server = createServer().listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return freePort(host)
    throw error
  }
  server.close()
  await once(server, 'close')
  return port
}
