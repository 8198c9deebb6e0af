import type { Artefact } from './artefact.ts'

/**
 * Tells whether a variant is what a holder may make of a credential at rest: some of its disclosures, each once, in any
 * order (RFC 9901 section 7.2). Only a key binding fixes them, so such a variant is no attack.
 *
 * @param artefact the original.
 * @param variant the variant.
 * @returns true also for the original itself.
 */
export function isHoldersChoice({ text, isSdJwt, isBound }: Artefact, variant: string): boolean {
  if (variant === text) return true
  if (!isSdJwt || isBound) return false
  const [jwt, ...disclosures] = text.split('~')
  const [own, ...kept] = variant.split('~')
  const isSubset = kept.every((disclosure) => disclosures.includes(disclosure))
  return own === jwt && kept.at(-1) === '' && isSubset && new Set(kept).size === kept.length
}
