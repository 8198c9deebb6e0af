import type { JsonObject } from '@lontar/credentials'
import type { Evidence, VerifiedIdentity } from '../verified-identity/verified-identity.ts'
import { trustFrameworkUrl } from './credential-type-url.ts'
import { formatInstant, roundToHour } from './rounded-time.ts'

/**
 * Creates the `verification` claim: how the identity was checked. It holds no transaction and no officer, because
 * either would be an identifier across verifiers; the times are rounded down to the hour for the same reason.
 *
 * @see OpenID Identity Assurance schema 1.0, `verification`
 */
export function createVerificationClaim(identity: VerifiedIdentity, issuerUrl: string): JsonObject {
  return {
    trust_framework: trustFrameworkUrl(issuerUrl),
    assurance_level: identity.assuranceLevel,
    time: formatInstant(roundToHour(identity.issuedAt)),
    evidence: identity.evidence.map((evidence) => evidenceElement(evidence, subjectsOf(identity))),
  }
}

function evidenceElement(evidence: Evidence, subjects: Subjects): JsonObject {
  return {
    type: elementTypes[evidence.type],
    check_details: [checkDetails(evidence)],
    ...subjects[evidence.type],
  }
}

function checkDetails(evidence: Evidence): JsonObject {
  return {
    check_method: evidence.checkMethod,
    organization: evidence.organization,
    time: formatInstant(roundToHour(evidence.time)),
    ...(evidence.simulated ? { simulated: true } : {}),
  }
}

/** An officer compares the person with the card, so that check is evidence about the document. */
const elementTypes: Readonly<Record<Evidence['type'], string>> = {
  document: 'document',
  officer: 'document',
  electronic_record: 'electronic_record',
}

const idCard: JsonObject = {
  document_details: { type: 'idcard', issuer: { country_code: 'IDN', name: 'Dukcapil' } },
}

/** Whose passport it is would tell the nationality, so the issuer is left out. */
const passport: JsonObject = { document_details: { type: 'passport' } }

type Subjects = Readonly<Record<Evidence['type'], JsonObject>>

function subjectsOf({ document }: VerifiedIdentity): Subjects {
  const details = document.kind === 'ktp' ? idCard : passport
  return { ...registrySubject, document: details, officer: details }
}

const registrySubject = {
  electronic_record: {
    record: {
      type: 'population_registry',
      source: { name: 'Ditjen Dukcapil Kemendagri', country_code: 'IDN' },
    },
  },
}
