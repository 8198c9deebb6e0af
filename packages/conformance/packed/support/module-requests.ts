import { readFileSync } from 'node:fs'
import { parseSync } from 'rolldown/utils'

/** The names that a module or a declaration file imports, with those that it imports lazily by a literal. */
export function moduleRequests(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8')
  const { module, errors } = parseSync(file, text, { lang: file.endsWith('.d.ts') ? 'dts' : 'js' })
  if (errors.length > 0) throw new Error(`Cannot read ${file}`)
  const requests = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => literal(text.slice(start, end))),
  ]
  return [...new Set(requests)]
}

/** The paths of files that a module names by `new URL('…', import.meta.url)`. */
export function assetRequests(file: string): readonly string[] {
  const matches = readFileSync(file, 'utf8').matchAll(/new URL\('(\.[^']+)', import\.meta\.url\)/g)
  return [...matches].map(([, path = '']) => path)
}

function literal(expression: string): readonly string[] {
  const [, name] = /^['"]([^'"]+)['"]$/.exec(expression) ?? []
  return name === undefined ? [] : [name]
}
