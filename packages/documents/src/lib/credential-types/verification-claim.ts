import type { JsonObject } from '@lontar/credentials'
import type { Evidence, VerifiedIdentity } from '../verified-identity/verified-identity.ts'
import { trustFrameworkUrl } from './credential-type-url.ts'
import { formatInstant, roundToHour } from './rounded-time.ts'

/**
 * Creates the `verification` claim: how the identity was checked. Checks of the document and checks of the registry's
 * record are each one piece of evidence. It holds no `verification_process`, no `check_id`, no transaction, no officer and
 * no attachment, because any of them would be an identifier across verifiers; the times are rounded down to the hour for
 * the same reason.
 *
 * @see OpenID Identity Assurance schema 1.0, `verification`
 */
export function createVerificationClaim(identity: VerifiedIdentity, issuerUrl: string): JsonObject {
  return {
    trust_framework: trustFrameworkUrl(issuerUrl),
    assurance_level: identity.assuranceLevel,
    time: formatInstant(roundToHour(identity.issuedAt)),
    evidence: elementTypes.flatMap((type) => evidenceElement(type, identity)),
  }
}

type ElementType = 'document' | 'electronic_record'

const elementTypes: readonly ElementType[] = ['document', 'electronic_record']

/** Everything that was checked about one thing; nothing when it was not looked at. */
function evidenceElement(type: ElementType, { document, evidence }: VerifiedIdentity): readonly JsonObject[] {
  const checks = evidence.filter((piece) => elementTypeOf(piece) === type).map(checkDetails)
  if (checks.length === 0) return []
  const subject = type === 'document' ? documentDetails[document.kind] : registryRecord
  return [{ type, check_details: checks, ...subject }]
}

/** An officer compares the person with the document, so that check is evidence about the document. */
function elementTypeOf({ type }: Evidence): ElementType {
  return type === 'electronic_record' ? type : 'document'
}

function checkDetails(evidence: Evidence): JsonObject {
  return {
    check_method: evidence.checkMethod,
    organization: evidence.organization,
    time: formatInstant(roundToHour(evidence.time)),
    ...(evidence.simulated ? { simulated: true } : {}),
  }
}

/** Whose passport it is would tell the nationality, so the issuer is left out. */
const documentDetails: Readonly<Record<VerifiedIdentity['document']['kind'], JsonObject>> = {
  ktp: { document_details: { type: 'idcard', issuer: { country_code: 'IDN', name: 'Dukcapil' } } },
  passport: { document_details: { type: 'passport' } },
}

const registryRecord: JsonObject = {
  record: {
    type: 'population_registry',
    source: { name: 'Ditjen Dukcapil Kemendagri', country_code: 'IDN' },
  },
}
