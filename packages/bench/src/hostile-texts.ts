const size = 1_048_576

const mebibyte = (head: string, unit: string, tail = ''): string =>
  head + unit.repeat((size - head.length - tail.length) / unit.length) + tail

const named = (prefix: string): string =>
  `{${Array.from({ length: 65_000 }, (_value, index) => `"${prefix}${index}":0`).join()}}`.slice(0, size)

/** Texts of one mebibyte, each the dearest of its kind for a reader of JSON, and all but a few refused. */
export const hostileTexts: readonly (readonly [name: string, text: string, expected?: 'accepted'])[] = [
  ['open arrays', mebibyte('', '[')],
  ['open objects', mebibyte('', '{"":')],
  ['arrays at the limit of depth', mebibyte('[', `${'['.repeat(31)}${']'.repeat(31)},`, '0]')],
  ['a huge array of numbers', mebibyte('[', '0,', '0]')],
  ['a huge array of objects', mebibyte('[', '{"a":0},', '{}]')],
  ['a huge array of texts', mebibyte('[', '"",', '0]')],
  ['very many names', named('n'), 'accepted'],
  ['very many escaped names', named('\\u0061'), 'accepted'],
  ['a long name twice', mebibyte('{"', 'a', '":0,"a":1}'), 'accepted'],
  ['empty names', mebibyte('{', '"":0,', '"":0}')],
  ['a forbidden name', mebibyte('{"__proto__":"', 'a', '"}')],
  ['escaped text', mebibyte('"', '\\u0061', '"'), 'accepted'],
  ['backslashes', mebibyte('"', '\\')],
  ['texts without commas', mebibyte('', '"a"')],
  ['a long number', mebibyte('1e', '1')],
  ['numbers without commas', mebibyte('', '1 ')],
  ['white space', mebibyte('""', ' ', ':')],
]
