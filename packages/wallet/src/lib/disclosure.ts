import type { ClaimPath, UnverifiedCredential } from '@lontar/credentials'
import { claims as register } from '@lontar/documents/credential-types'
import { type ClaimLeaf, claimLeaves, isPathPrefix } from './claim-leaves.ts'
import { claimName } from './claim-name.ts'

/** What a verifier would see of a credential. */
export interface Disclosure {
  /** Everything that would be visible, the envelope included. */
  readonly visible: readonly ClaimLeaf[]
  /** The names of the claims that were asked for and would be visible, each once, in the order of the request. */
  readonly asked: readonly string[]
  /** The names of the claims of the holder that nobody asked for and that would be visible all the same. */
  readonly extra: readonly string[]
}

type DisclosedCredential = Pick<UnverifiedCredential, 'format' | 'claims' | 'disclosable'>

/** Foresees what presenting a credential with these disclosures shows. */
export function foreseeDisclosure(
  credential: DisclosedCredential,
  disclose: readonly ClaimPath[],
): Disclosure {
  const hidden = credential.disclosable.filter((path) => !isDisclosed(path, disclose))
  const visible = claimLeaves(credential.claims).filter(
    ({ path }) => !hidden.some((withheld) => isPathPrefix(withheld, path)),
  )
  const coveredBy = (wanted: ClaimPath) => (leaf: ClaimLeaf) => isPathPrefix(wanted, leaf.path)
  const isAsked = (leaf: ClaimLeaf): boolean => disclose.some((wanted) => coveredBy(wanted)(leaf))
  const nameOf = ({ path }: ClaimLeaf): string => claimName(credential.format, path)
  const extra = visible.filter((leaf) => !isAsked(leaf) && !isEnvelope(credential.format, leaf.path))
  return {
    visible,
    asked: [...new Set(disclose.flatMap((wanted) => visible.filter(coveredBy(wanted)).map(nameOf)))],
    extra: [...new Set(extra.map(nameOf))],
  }
}

/** A disclosure goes out when it is asked for, lies within what is asked for, or leads to it. */
function isDisclosed(path: ClaimPath, disclose: readonly ClaimPath[]): boolean {
  return disclose.some((wanted) => isPathPrefix(wanted, path) || isPathPrefix(path, wanted))
}

/** What every credential shows of itself: members of the formats, not claims about the holder. */
const envelopeMembers: Readonly<Record<string, readonly string[]>> = {
  'dc+sd-jwt': [
    'iss',
    'iat',
    'nbf',
    'exp',
    'vct',
    'vct#integrity',
    'aka_vcts',
    'cnf',
    'status',
    'sub',
    'jti',
  ],
  w3c: [
    ...[
      '@context',
      'id',
      'type',
      'issuer',
      'name',
      'description',
      'credentialSchema',
      'credentialStatus',
      'relatedResource',
      'status',
    ],
    ...['validFrom', 'validUntil', 'issuanceDate', 'expirationDate'],
    ...['iss', 'iat', 'nbf', 'exp', 'cnf', 'sub', 'jti'],
  ],
}

function isEnvelope(format: string, path: ClaimPath): boolean {
  const [first, second] = path
  const members = envelopeMembers[format] ?? envelopeMembers.w3c
  if (typeof first === 'string' && members?.includes(first) === true) return true
  if (format !== 'dc+sd-jwt' && first === 'credentialSubject' && second === 'id') return true
  return isAboutIssuer(claimName(format, path))
}

/** The claims of the register that cannot be held back say who issued, and nothing about the holder. */
function isAboutIssuer(name: string): boolean {
  return register.some((claim) => claim.name === name && !claim.disclosable)
}
