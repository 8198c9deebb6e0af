/** Folds a printed region name for comparison: letter case and spaces do not count, ASCII letters only. */
export function foldRegionName(name: string): string {
  return name
    .trim()
    .replace(/ +/g, ' ')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
}
