import { readFileSync } from 'node:fs'

/** A line of /proc/PID/status (proc(5)), which counts in units of 1,024 bytes. 1 MB is 1,000,000 bytes. */
export function residentMegabytes(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const [, kibibytes] =
    new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  if (kibibytes === undefined) throw new Error(`expected ${field} in /proc/${pid}/status, got none`)
  return (Number(kibibytes) * 1024) / 1e6
}

/** USER_HZ, which is 100 on every architecture that Node.js runs on (proc(5), sysconf(3)). */
const TICKS_PER_SECOND = 100

/** Seconds of a processor that a process has taken so far: `utime` and `stime` of /proc/PID/stat. */
export function processorSeconds(pid: number): number {
  // The name of the program, in parentheses, may hold blanks and parentheses itself.
  const [, rest = ''] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
  const fields = rest.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
