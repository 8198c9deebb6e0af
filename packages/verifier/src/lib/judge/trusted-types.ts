import { LontarError } from '@lontar/credentials/errors'
import type { VerifierContext } from '../verifier-context.ts'

/** All types of the trust list. Without a list there is no type either; the check of the issuer says why. */
export async function trustedTypes({ trust }: Pick<VerifierContext, 'trust'>): Promise<readonly string[]> {
  try {
    return (await trust()).issuers.flatMap(({ types }) => types)
  } catch (error) {
    if (error instanceof LontarError) return []
    throw error
  }
}
