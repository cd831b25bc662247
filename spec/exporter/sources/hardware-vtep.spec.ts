import { readFileSync } from 'node:fs'
import t from 'tap'
import { generateModel, parseSchema } from '../../../lib/ovsdb/index.js'

t.test('the model is what its schema generates', async (t) => {
  const schema = JSON.parse(readFileSync('fixtures/ovsdb/vtep.ovsschema', 'utf8'))
  const model = readFileSync('lib/exporter/sources/hardware-vtep.ts', 'utf8')
  t.equal(model, generateModel(parseSchema(schema), { valueTypes: '../../ovsdb/index.js' }))
})
