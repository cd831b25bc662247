import { statSync } from 'node:fs'

/** The identity, size and times of a file: another look, another content. Secrets of Kubernetes change by a link. */
export function lookAt(file: string): string {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(file)
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code)
  }
}
