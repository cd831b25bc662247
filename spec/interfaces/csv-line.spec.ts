import t from 'tap'
import { csvLine } from '../../lib/interfaces/csv-line.js'

t.test('fields are quoted where they have to be', async (t) => {
  t.equal(csvLine([]), '\n')
  t.equal(csvLine(['a', undefined, '']), 'a,,\n')
  t.equal(
    csvLine(['a,b', 'say "so"', 'line\nbreak', 'car\rriage', ' é ']),
    '"a,b","say ""so""","line\nbreak","car\rriage", é \n',
  )
})
