const size = 1_048_576

const mebibyte = (head: string, unit: string, tail = ''): string =>
  head + unit.repeat((size - head.length - tail.length) / unit.length) + tail

/** As many names as a text may have, each as long as a mebibyte lets it, in objects of so many. */
const maxNames = 16_384
const named = (prefix: string, each: number): string => {
  const member = (index: number) => `"${prefix}${String(index).padEnd(53 - prefix.length, 'x')}":0`
  const object = (_value: unknown, index: number) =>
    `{${Array.from({ length: each }, (_, place) => member(index * each + place)).join()}}`
  return `[${Array.from({ length: maxNames / each }, object).join()}]`
}

/** Texts of one mebibyte, each the dearest of its kind for a reader of JSON, and all but a few refused. */
export const hostileTexts: readonly (readonly [name: string, text: string, expected?: 'accepted'])[] = [
  ['open arrays', mebibyte('', '[')],
  ['open objects', mebibyte('', '{"":')],
  ['arrays at the limit of depth', mebibyte('[', `${'['.repeat(31)}${']'.repeat(31)},`, '0]')],
  ['a huge array of numbers', mebibyte('[', '0,', '0]')],
  ['a huge array of objects', mebibyte('[', '{"a":0},', '{}]')],
  ['a huge array of texts', mebibyte('[', '"",', '0]')],
  ['a name too many', named('n', maxNames).replace('{', '{"":0,')],
  ['very many names', named('n', maxNames), 'accepted'],
  ['very many escaped names', named('\\u0061', maxNames), 'accepted'],
  ['very many names, in objects of 128', named('n', 128), 'accepted'],
  ['very many names, in objects of 8', named('n', 8), 'accepted'],
  ['very many names, each in an object of its own', named('n', 1), 'accepted'],
  ['very many escaped names, each in an object of its own', named('\\u0061', 1), 'accepted'],
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
