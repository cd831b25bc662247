const LONGEST_VALUE = 120

/** Characters that the words of an error may have which the peer wrote: they are to be read as a whole. */
export const LONGEST_REASON = 1000

/** The beginning of what came, for messages to people: a value of a megabyte is no line of a log. */
export function excerpt(text: string, longest = LONGEST_VALUE): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
