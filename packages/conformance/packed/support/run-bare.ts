import { createContext, runInContext } from 'node:vm'

/**
 * Runs a bundled program where nothing is but ECMAScript and the globals that are named, as in a runtime that is no
 * browser.
 *
 * @returns what `run` of the program returns.
 */
export async function runBare(code: string, globals: readonly string[]): Promise<unknown> {
  const context = createContext(
    Object.fromEntries(globals.map((name) => [name, Reflect.get(globalThis, name)])),
  )
  // Every runtime calls its global object by one of the old names.
  context.self = runInContext('globalThis', context)
  runInContext(code, context)
  return runInContext('program.run()', context)
}
