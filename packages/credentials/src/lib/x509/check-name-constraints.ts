import { type GeneralSubtree, NameConstraints, type RelativeDistinguishedNames } from 'pkijs'
import { requireStep } from '../verdict/require-step.ts'
import { constraintKnown, nameNotExcluded, namePermitted } from '../verdict/steps/x509-steps.ts'
import { directoryNameKind, dnsNameKind, uriKind } from './general-name-kind.ts'
import type { X509Certificate } from './x509-certificate.ts'

/** One name of a certificate that a constraint can speak of. */
type ConstrainedName =
  | { readonly kind: typeof dnsNameKind; readonly host: string }
  | { readonly kind: typeof uriKind; readonly host: string | undefined }
  | { readonly kind: typeof directoryNameKind; readonly name: RelativeDistinguishedNames }

const understood: ReadonlySet<number> = new Set([dnsNameKind, directoryNameKind, uriKind])

/**
 * Requires that the names of a certificate are within what an authority above it may name. Hosts, also those of https
 * and did:web URIs, and directory names are compared; a constraint of another kind refuses a certificate that has a name of that kind.
 *
 * @param certificate the certificate below.
 * @param authority the authority above.
 * @throws VerificationError `certificate_chain_invalid`.
 * @see RFC 5280 section 4.2.1.10
 */
export function requireNamesWithin(certificate: X509Certificate, authority: X509Certificate): void {
  const constraints = authority.asn1.extensions?.find(({ extnID }) => extnID === '2.5.29.30')?.parsedValue
  if (!(constraints instanceof NameConstraints)) return
  const permitted = constraints.permittedSubtrees ?? []
  const excluded = constraints.excludedSubtrees ?? []
  const strange = [...permitted, ...excluded]
    .map(({ base }) => base.type)
    .filter((kind) => !understood.has(kind))
  requireStep(
    constraintKnown,
    strange.every((kind) => !certificate.nameKinds.has(kind)),
  )
  for (const name of namesOf(certificate)) {
    for (const kind of kindsFor(name)) {
      const allowing = permitted.filter(({ base }) => base.type === kind)
      const forbidding = excluded.filter(({ base }) => base.type === kind)
      if (allowing.length === 0 && forbidding.length === 0) continue
      const isPermitted = allowing.length === 0 || allowing.some((subtree) => isWithin(name, subtree))
      // What is under a constraint must be comparable: a URI without a host is not.
      requireStep(namePermitted, isPermitted && isComparable(name))
      requireStep(nameNotExcluded, !forbidding.some((subtree) => isWithin(name, subtree)))
    }
  }
}

/**
 * RFC 5280 holds each kind of name to the constraints of its kind. An issuer may be named by his host or by a URI with
 * it, so that a host is held to both: an authority for some hosts would else speak for all of them by URIs.
 */
function kindsFor({ kind }: ConstrainedName): readonly number[] {
  return kind === directoryNameKind ? [directoryNameKind] : [dnsNameKind, uriKind]
}

function namesOf({ asn1, dnsNames, uris }: X509Certificate): readonly ConstrainedName[] {
  return [
    ...dnsNames.map((host): ConstrainedName => ({ kind: dnsNameKind, host: host.toLowerCase() })),
    ...uris.map((uri): ConstrainedName => ({ kind: uriKind, host: hostOf(uri) })),
    ...(asn1.subject.typesAndValues.length === 0
      ? []
      : [{ kind: directoryNameKind, name: asn1.subject } as const]),
  ]
}

function hostOf(uri: string): string | undefined {
  const [, ofDid] = /^did:web:([a-z0-9.-]+)(?:%3[Aa]\d+)?(?::|$)/i.exec(uri) ?? []
  if (ofDid !== undefined) return ofDid.toLowerCase()
  const hostname = URL.canParse(uri) ? new URL(uri).hostname.toLowerCase() : ''
  return hostname === '' ? undefined : hostname
}

function isComparable(name: ConstrainedName): boolean {
  return name.kind === directoryNameKind || name.host !== undefined
}

function isWithin(name: ConstrainedName, { base }: GeneralSubtree): boolean {
  if (name.kind === directoryNameKind) return startsWith(name.name, base.value as RelativeDistinguishedNames)
  const constraint = String(base.value).toLowerCase()
  if (name.host === undefined) return false
  // For a host name a constraint covers its sub-domains, for a URI only one with a leading dot does.
  if (constraint.startsWith('.')) return name.host.endsWith(constraint)
  if (name.host === constraint || constraint === '') return true
  return base.type === dnsNameKind && name.host.endsWith(`.${constraint}`)
}

function startsWith(name: RelativeDistinguishedNames, base: RelativeDistinguishedNames): boolean {
  return base.typesAndValues.every((part, index) => {
    const own = name.typesAndValues[index]
    return own !== undefined && part.isEqual(own)
  })
}
