import { relative } from 'node:path'
import coverageMap from './coverage-map.js'

/**
 * What has to stand before a command so that tap's loader stays out of it. tap gives it to every program, for its
 * coverage; one of Node.js takes most of a second longer to start with it, and a spec that mirrors no file covers nothing.
 *
 * @param nodeOptions the program's own `NODE_OPTIONS`
 */
export function untapped(nodeOptions = ''): readonly string[] {
  const spec = relative('.', process.argv[1] ?? '')
  return coverageMap(spec) === null ? ['env', `NODE_OPTIONS=${nodeOptions}`] : []
}
