import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')

/** Takes away what nothing but a timer or a WeakRef holds. */
export const collectGarbage = runInNewContext('gc') as () => void
