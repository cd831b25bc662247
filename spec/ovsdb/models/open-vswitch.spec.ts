import { readFileSync } from 'node:fs'
import t from 'tap'
import { generateModel } from '../../../lib/ovsdb/schema/generate-model.js'
import { parseSchema } from '../../../lib/ovsdb/schema/parse-schema.js'

t.test('the model is what its schema generates', async (t) => {
  const schema = JSON.parse(readFileSync('fixtures/ovsdb/vswitch.ovsschema', 'utf8'))
  const model = readFileSync('lib/ovsdb/models/open-vswitch.ts', 'utf8')
  t.equal(model, generateModel(parseSchema(schema), { valueTypes: '../value/types.js' }))
})
