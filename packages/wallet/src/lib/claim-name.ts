import type { ClaimPath, LocalizedText } from '@lontar/credentials'
import { claimLabel, claimOfPath } from '@lontar/documents/credential-types'
import { displayText } from './display-text.ts'

/**
 * What a claim is called to its holder: the dotted name of the claims register, or, when the register does not know
 * it, its own path. A path into a claim of the register is named as that claim.
 */
export function claimName(format: string, path: ClaimPath): string {
  for (let length = 1; length <= path.length; length += 1) {
    const name = claimOfRegister(format, path.slice(0, length))
    if (name !== undefined) return name
  }
  return displayText(path.filter((part) => typeof part === 'string').join('.'))
}

/** The claim of the register that a path names, in the formats whose paths the register knows. */
function claimOfRegister(format: string, path: ClaimPath): string | undefined {
  const known =
    format === 'dc+sd-jwt' || format === 'vc+sd-jwt' || format === 'vc+jwt' || format === 'jwt_vc_json'
  return known ? claimOfPath(format, path) : undefined
}

/** The label of a claim name; a name that is not in the register is its own label. */
export function labelOfClaim(name: string): LocalizedText {
  try {
    return claimLabel(name)
  } catch {
    return { id: name, en: name }
  }
}
