import t from 'tap'
import { anchorsOf, commandsOf, targetsOf } from './markdown.js'

t.test('links and pictures, but none within code', async (t) => {
  const text = '[a](b.md#c) `[no](d)` ![e](f.png)\n\n```md\n[no](g)\n```\n[`h`](i)'
  t.strictSame(targetsOf(text), ['b.md#c', 'f.png', 'i'])
})

t.test('anchors of headings', async (t) => {
  const text = "# One `two`\n## Contiv's *own*, [here](x): 3\n```sh\n# no heading\n```\n## One two\n"
  t.strictSame([...anchorsOf(text)], ['one-two', 'contivs-own-here-3', 'one-two-1'])
})

t.test('commands', async (t) => {
  const text = '```sh\na b   # why\n\n# only a comment\nc \\\n  d\n```\n```ts\nno()\n```\n'
  t.strictSame(commandsOf(text), ['a b', 'c d'])
})
