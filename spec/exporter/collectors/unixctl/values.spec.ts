import t from 'tap'
import { flag, times } from '../../../../lib/exporter/collectors/unixctl/values.js'

t.test('what is not said stays so', async (t) => {
  t.strictSame([flag(true), flag(false), flag(undefined)], [1, 0, undefined])
  t.strictSame([times(3, 1024), times(2n, 0.5), times(undefined, 2)], [3072, 1, undefined])
})
