const WIDE =
  /(?![\uff61-\uffdc])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u
const COMBINING = /\p{M}/u

/**
 * Makes text safe to print on a terminal: control and formatting characters, which could drive it or turn the writing
 * direction, become `\xHH` or `\u{H…}`.
 */
export function escapeControls(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, escapeCharacter)
}

/** Makes text one word: as {@link escapeControls}, and white space and the backslash are escaped too. */
export function escapeWord(text: string): string {
  return text.replace(/[\s\p{C}\\]/gu, escapeCharacter)
}

/** JSON escapes the control characters below U+0020, and leaves DEL and those from U+0080, which drive terminals too. */
export function escapeControlsInJson(json: string): string {
  return json.replace(/[\u007f-\u009f]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`)
}

/** How many columns text without control characters takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += COMBINING.test(character) ? 0 : WIDE.test(character) ? 2 : 1
  return width
}

function escapeCharacter(character: string): string {
  if (character === '\\') return '\\\\'
  const code = (character.codePointAt(0) ?? 0).toString(16)
  return code.length > 2 ? `\\u{${code}}` : `\\x${code.padStart(2, '0')}`
}
