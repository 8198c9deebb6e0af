import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const page = join(import.meta.dirname, '../../../../docs/veramo.md')

/** The globals that the documentation says a runtime must have, beside ECMAScript. */
export function neededGlobals(): readonly string[] {
  const [, list = ''] = /<!-- globals -->([\s\S]*?)<!-- \/globals -->/.exec(readFileSync(page, 'utf8')) ?? []
  return [...list.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)
}
