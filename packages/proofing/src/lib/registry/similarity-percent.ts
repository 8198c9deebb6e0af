/**
 * How much two texts are alike: the share of letters that need no edit (Levenshtein), for the simulator alone. How the
 * real register reckons is not known.
 *
 * @returns 0 to 100, and 100 only for equal texts
 */
export function similarityPercent(one: string, other: string): number {
  if (one === other) return 100
  const longest = Math.max(one.length, other.length)
  return Math.floor((1 - editsBetween(one, other) / longest) * 100)
}

function editsBetween(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [row, letter] of Array.from(one).entries()) {
    const current = [row + 1]
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (letter === other[column - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[other.length] ?? 0
}
