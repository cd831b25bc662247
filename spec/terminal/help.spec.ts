import t from 'tap'
import { EXPLANATION, NAME } from '../../lib/terminal/help.js'

t.test('it fits a terminal of 80 columns, and says what scripts rely on', async (t) => {
  t.strictSame(
    EXPLANATION.split('\n').filter((line) => line.length > 80),
    [],
  )
  for (const word of ['Exit status', 'Watching', '--rate', '--count', 'NO_COLOR', 'signal', NAME]) {
    t.match(EXPLANATION, word)
  }
})
