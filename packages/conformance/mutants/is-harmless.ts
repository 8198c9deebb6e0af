import type { Artefact, Token } from './artefact.ts'

/**
 * Tells whether a variant is no attack: the original, what a holder may make of it, or a document that says the same of
 * that on which trust depends.
 *
 * @param artefact the original.
 * @param variant the variant.
 * @returns true when it may be accepted.
 */
export function isHarmless(artefact: Artefact, variant: string): boolean {
  if (variant === artefact.text) return true
  return artefact.kind === 'document' ? artefact.isSame(variant) : isHoldersChoice(artefact, variant)
}

/**
 * Of a credential at rest its holder may show some of its disclosures, each once, in any order (RFC 9901 section 7.2).
 * Only a key binding fixes them.
 */
function isHoldersChoice({ text, isSdJwt, isBound }: Token, variant: string): boolean {
  if (!isSdJwt || isBound) return false
  const [jwt, ...disclosures] = text.split('~')
  const [own, ...kept] = variant.split('~')
  const isSubset = kept.every((disclosure) => disclosures.includes(disclosure))
  return own === jwt && kept.at(-1) === '' && isSubset && new Set(kept).size === kept.length
}
