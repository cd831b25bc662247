import t from 'tap'
import { z } from 'zod'
import { expectation, explainIssue } from '../../../lib/exporter/config/explain-issue.js'

const schema = z.strictObject({
  list: z
    .array(z.enum(['a', 'b']))
    .min(1)
    .optional(),
  count: z.int().min(1).max(9).optional(),
  share: z.number().positive().optional(),
  text: z.string().optional(),
  users: z.record(z.string().min(1, 'a name'), z.string()).optional(),
})

function explain(content: unknown, shown = true): string {
  const { error } = schema.safeParse(content, { error: expectation })
  return explainIssue(error?.issues[0] as z.core.$ZodIssue, content, () => shown)
}

t.test('the key, what was expected and what came', async (t) => {
  const cases: readonly (readonly [content: unknown, text: string])[] = [
    [null, 'expected a mapping, got null'],
    [{ list: 'x' }, 'list: expected a list, got "x"'],
    [{ list: [] }, 'list: expected at least 1, got a list'],
    [{ list: ['a', 'c'] }, 'list.1: expected one of a, b, got "c"'],
    [{ count: 'x' }, 'count: expected a number, got "x"'],
    [{ count: 1.5 }, 'count: expected a whole number, got 1.5'],
    [{ count: 0 }, 'count: expected at least 1, got 0'],
    [{ count: 10 }, 'count: expected at most 9, got 10'],
    [{ share: 0 }, 'share: expected more than 0, got 0'],
    [{ text: {} }, 'text: expected a text, got a mapping'],
    [{ text: [] }, 'text: expected a text, got a list'],
    [{ other: 1 }, 'other: expected a key of the format, got an unknown one'],
    [{ users: { '': 'x' } }, 'users.: expected a name, got ""'],
  ]
  for (const [content, text] of cases) t.equal(explain(content), text)
})

t.test('what is not to be shown, or could be a secret, is not', async (t) => {
  t.equal(explain({ list: 'hunter2' }, false), 'list: expected a list, got another text')
  t.equal(explain({ users: { 'alice hunter2': null } }), 'users.…: expected a text, got null')
  t.equal(explain({ 'password: hunter2': 1 }), '…: expected a key of the format, got an unknown one')
  t.equal(explain({ list: 'x'.repeat(1000) }), `list: expected a list, got "${'x'.repeat(120)}…"`)
})
