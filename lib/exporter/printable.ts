/**
 * Shows control characters, line separators and changes of the writing direction as `\u001b`, so that no text from
 * outside can begin a line of its own, speak to the terminal, or be read other than it is.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
