import { readdirSync, readlinkSync } from 'node:fs'

/** How many sockets a process has open. */
export function socketsOf(pid: number | 'self'): number {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).filter((fd) => isSocket(`${folder}/${fd}`)).length
}

/** What has been closed since the folder was read is gone. */
function isSocket(link: string): boolean {
  try {
    return readlinkSync(link).startsWith('socket:')
  } catch {
    return false
  }
}
