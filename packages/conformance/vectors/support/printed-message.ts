import { type JsonValue, parseJson } from '@lontar/credentials/jose'

/**
 * Joins what a specification broke over lines: blanks beside a line break, within the strings of a JSON text and
 * anywhere else in a query or a token.
 */
export function joinLines(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, '')
}

/** The JSON of a printed message, whose strings may be broken over lines; behind the headers when it has any. */
export function printedJson(text: string): JsonValue {
  const body = /\n\s*\n/.test(text.trim())
    ? text
        .trim()
        .split(/\n\s*\n/)
        .slice(1)
        .join('\n')
    : text
  return parseJson(body.replaceAll(/"(?:[^"\\]|\\.)*"/g, (string) => joinLines(string)))
}

/** The form body of a printed request. */
export function printedForm(text: string): string {
  return joinLines(text.trim().split(/\n\s*\n/)[1] ?? '')
}

/** The query of a printed request line, or of a printed `Location`. */
export function printedQuery(text: string): string {
  const lines = text.split('\n').filter((line) => !/^(?:Host|HTTP\/1\.1)\b/.test(line))
  return joinLines(lines.join('\n')).replace(/^[^?]*\?/, '')
}
