const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Replaces UUIDs by their number in the order in which they appear, over all the texts of a case. */
export function numbering(): (text: string) => string {
  const numbers = new Map<string, number>()
  return (text) =>
    text.replace(UUID, (uuid) => {
      if (!numbers.has(uuid)) numbers.set(uuid, numbers.size)
      return `<${numbers.get(uuid)}>`
    })
}

export function withoutUuids(text: string): string {
  return text.replace(UUID, '')
}
