import { startProgram } from './child-process.js'
import { freePort } from './free-port.js'
import type { Scope } from './scope.js'

/** A real websockify that relays WebSockets to a TCP port of 127.0.0.1. @returns the port it listens on */
export async function startWebsockify(scope: Scope, to: number, args: readonly string[] = []): Promise<number> {
  const port = await freePort()
  await startProgram(scope, 'websockify', [...args, `127.0.0.1:${port}`, `127.0.0.1:${to}`], {
    env: { PYTHONUNBUFFERED: '1' },
    ready: (program) => /proxying from/.test(program.output()),
  })
  return port
}
