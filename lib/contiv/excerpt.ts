const EXCERPT_CHARACTERS = 120

/** Characters that a request, or what failed of it, may have in a message: it is to be read as a whole. */
export const LONGEST_REQUEST = 1000

/** The beginning of what came, on one line, for messages to people. */
export function excerpt(text: string, longest = EXCERPT_CHARACTERS): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}
