import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A name that a public entry file exports, and where the trail of re-exports ends. */
export interface PublicExport {
  readonly name: string
  /** The entry file, from the root of the repository. */
  readonly entry: string
  readonly source: string
  /** Undefined when the trail ends in a file that does not declare the name. */
  readonly declaration: Declaration | undefined
}

/** What a source text says about a name that it declares. */
export interface Declaration {
  readonly documented: boolean
  /** Members of an interface without a doc comment of their own. */
  readonly undocumentedMembers: readonly string[]
}

interface PackageFile {
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, string | { readonly source: string }>>
}

/** Follows every name of every entry file of the packages that are published. */
export function readPublicExports(repository: string): readonly PublicExport[] {
  return entryFiles(repository).flatMap((entry) => readEntry(repository, entry))
}

/** The source files behind the `exports` of every published package, from the root of the repository. */
export function entryFiles(repository: string): readonly string[] {
  return globSync('packages/*/package.json', { cwd: repository }).flatMap((file) => {
    const { exports = {}, ...about } = JSON.parse(readFileSync(join(repository, file), 'utf8')) as PackageFile
    const targets = about.private === true ? [] : Object.values(exports)
    return targets.flatMap((target) => (typeof target === 'string' ? [] : join(dirname(file), target.source)))
  })
}

/** What is left of an entry file without its re-exports. */
export function beyondReexports(text: string): string {
  return text.replaceAll(reexport, '').trim()
}

const reexport = /^export (?:type )?\{([^}]*)\} from '(\.[^']+)'\n?/gm

function readEntry(repository: string, entry: string): readonly PublicExport[] {
  const text = readFileSync(join(repository, entry), 'utf8')
  return reexportsOf(text).map(({ name, from }) => {
    const source = join(dirname(entry), from)
    return { name, entry, source, declaration: follow(repository, source, name) }
  })
}

function follow(repository: string, source: string, name: string): Declaration | undefined {
  const text = readFileSync(join(repository, source), 'utf8')
  const passedOn = reexportsOf(text).find((reexport) => reexport.name === name)
  if (passedOn === undefined) return readDeclaration(text, name)
  return follow(repository, join(dirname(source), passedOn.from), name)
}

/** Reads `export { a, type B } from './file.ts'`; the house style knows no other form, and no `as`. */
export function reexportsOf(text: string): readonly { readonly name: string; readonly from: string }[] {
  return [...text.matchAll(reexport)].flatMap(([, names = '', from = '']) =>
    names
      .split(',')
      .map((name) => name.trim().replace(/^type /, ''))
      .filter((name) => name !== '')
      .map((name) => ({ name, from })),
  )
}

/**
 * Finds the first exported declaration of a name in a formatted source text.
 *
 * @returns undefined when the text declares no such name
 */
export function readDeclaration(text: string, name: string): Declaration | undefined {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => declares(line, name))
  if (start === -1) return undefined
  return {
    documented: hasDocComment(lines, start),
    undocumentedMembers: lines[start]?.startsWith('export interface') ? membersWithout(lines, start) : [],
  }
}

function declares(line: string, name: string): boolean {
  const declaration =
    /^export (?:declare )?(?:abstract )?(?:async )?(?:function|const|class|interface|type) ([A-Za-z0-9_]+)/
  return declaration.exec(line)?.[1] === name
}

/** The comment has to touch the declaration. */
function hasDocComment(lines: readonly string[], start: number): boolean {
  if (lines[start - 1]?.trimEnd().endsWith('*/') !== true) return false
  const opening = lines.slice(0, start).findLast((line) => line.trimStart().startsWith('/*')) ?? ''
  return opening.trimStart().startsWith('/**')
}

function membersWithout(lines: readonly string[], start: number): readonly string[] {
  const length = lines.slice(start).findIndex((line, index) => index > 0 && line.startsWith('}'))
  const indices = Array.from({ length: Math.max(length, 1) }, (_, index) => start + index)
  return indices.flatMap((index) => {
    const member = /^ {2}(?:readonly )?('[^']+'|[A-Za-z_$][\w$]*)\??[:(<]/.exec(lines[index] ?? '')?.[1]
    return member === undefined || hasDocComment(lines, index) ? [] : [member]
  })
}
