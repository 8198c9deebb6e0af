import { OperationError } from '@lontar/credentials/errors'

/**
 * Refuses to work where Veramo would log what it signs: its debug log writes whole credentials, and no log of ours
 * may hold one.
 *
 * @param names the `DEBUG` variable; that of the process by default, where there is one.
 * @throws OperationError `usage`.
 */
export function refuseDebugLog(names: string | undefined = debugNames()): void {
  const enabled = (names ?? '').split(/[\s,]+/).filter((name) => name !== '' && !name.startsWith('-'))
  if (enabled.some(matchesVeramo)) {
    throw new OperationError('usage', 'With this DEBUG variable Veramo would log credentials: unset it.')
  }
}

/** Outside Node.js there may be no process, and the bundle of Veramo that runs there writes no log. */
function debugNames(): string | undefined {
  const { process }: { readonly process?: Partial<NodeJS.Process> } = globalThis
  return process?.env?.DEBUG
}

/** Whether a name of `DEBUG`, in which `*` stands for anything, can match a name that begins with `veramo`. */
function matchesVeramo(name: string): boolean {
  const fixed = name.split('*', 1)[0] ?? ''
  return name.includes('*')
    ? 'veramo:'.startsWith(fixed) || fixed.startsWith('veramo')
    : fixed.startsWith('veramo')
}
