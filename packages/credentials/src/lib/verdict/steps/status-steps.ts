import { frozen } from '../frozen.ts'
import type { VerificationStep } from '../verification-step.ts'

const tokenStatusList = 'Token Status List'
const bitstringStatusList = 'Bitstring Status List'

export const statusObject: VerificationStep = frozen({
  id: 'status.status-object',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: `${tokenStatusList} section 6.2`,
  rule: 'The status must be an object, and so must its status_list.',
})

export const statusUri: VerificationStep = frozen({
  id: 'status.uri',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: `${tokenStatusList} section 6.2`,
  rule: 'The uri of a status must be a URL.',
})

export const statusIndex: VerificationStep = frozen({
  id: 'status.idx',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: `${tokenStatusList} section 6.2`,
  rule: 'The idx of a status must be an integer of 0 or more.',
})

export const entryCount: VerificationStep = frozen({
  id: 'status.entry-count',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: `${bitstringStatusList} section 2.1`,
  rule: 'The credentialStatus must have at most 8 entries.',
})

export const entryObject: VerificationStep = frozen({
  id: 'status.entry-object',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.10',
  rule: 'Each entry of credentialStatus must be an object.',
})

export const entryPurpose: VerificationStep = frozen({
  id: 'status.entry-purpose',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: `${bitstringStatusList} section 2.1`,
  rule: 'The statusPurpose of an entry must be a text.',
})

export const entryIndex: VerificationStep = frozen({
  id: 'status.entry-index',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: `${bitstringStatusList} section 2.1`,
  rule: 'The statusListIndex must be the text of an integer in base 10.',
})

export const entryListUrl: VerificationStep = frozen({
  id: 'status.entry-list-url',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: `${bitstringStatusList} section 2.1`,
  rule: 'The statusListCredential of an entry must be a URL.',
})

export const entryId: VerificationStep = frozen({
  id: 'status.entry-id',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: `${bitstringStatusList} section 2.1`,
  rule: 'The id of an entry must be a URL other than that of the list.',
})

export const entrySize: VerificationStep = frozen({
  id: 'status.entry-size',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: `${bitstringStatusList} section 2.1`,
  rule: 'The statusSize of an entry must be an integer of 1 or more.',
})

export const entryMessages: VerificationStep = frozen({
  id: 'status.entry-messages',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: `${bitstringStatusList} section 2.1`,
  rule: 'The statusMessage must name each possible status once.',
})

export const statusMechanism: VerificationStep = frozen({
  id: 'status.mechanism',
  stage: 'status',
  code: 'status_mechanism_unsupported',
  kind: 'unsupported',
  spec: `${tokenStatusList} section 6.1, VC Data Model 2.0 section 4.10`,
  rule: 'Each status must be of a mechanism and purpose known here.',
})

export const statusNamed: VerificationStep = frozen({
  id: 'status.named',
  stage: 'status',
  code: 'status_missing',
  kind: 'verification',
  spec: `${tokenStatusList} section 6.2`,
  rule: 'The credential must name its status, unless the policy says otherwise.',
})

export const statusHostAllowed: VerificationStep = frozen({
  id: 'status.host-allowed',
  stage: 'status',
  code: 'status_list_host_untrusted',
  kind: 'verification',
  spec: 'Lontar profile, "Trust file"',
  rule: 'The status list must stand on a host that the trust list allows to the issuer, where it names hosts.',
})

export const listLength: VerificationStep = frozen({
  id: 'status.list-length',
  stage: 'status_list',
  code: 'status_list_malformed',
  kind: 'malformed',
  spec: `${tokenStatusList} section 11.1`,
  rule: 'The status list must be a text of at most 8 MiB.',
})

export const listReadable: VerificationStep = frozen({
  id: 'status.list-readable',
  stage: 'status_list',
  code: 'status_list_malformed',
  kind: 'malformed',
  spec: `${tokenStatusList} section 5.1`,
  rule: 'The status list must be a compact JWS with a JSON object.',
})

export const listTimes: VerificationStep = frozen({
  id: 'status.list-times',
  stage: 'status_list',
  code: 'status_list_malformed',
  kind: 'malformed',
  spec: `${tokenStatusList} section 5.1, VC Data Model 2.0 section 4.9`,
  rule: 'The times of the status list must be readable, and iat must be there.',
})

export const listTtl: VerificationStep = frozen({
  id: 'status.list-ttl',
  stage: 'status_list',
  code: 'status_list_malformed',
  kind: 'malformed',
  spec: `${tokenStatusList} section 5.1, ${bitstringStatusList} section 2.2`,
  rule: 'The ttl of the status list must be a number of more than 0.',
})

export const tokenSubject: VerificationStep = frozen({
  id: 'status.token-subject',
  stage: 'status_list',
  code: 'status_list_subject_mismatch',
  kind: 'verification',
  spec: `${tokenStatusList} section 8.3`,
  rule: 'The sub of the status list must be the uri of the credential.',
})

export const tokenBits: VerificationStep = frozen({
  id: 'status.token-bits',
  stage: 'status_list',
  code: 'status_list_malformed',
  kind: 'malformed',
  spec: `${tokenStatusList} section 4.2`,
  rule: 'The bits of the status list must be 1, 2, 4 or 8.',
})

export const tokenList: VerificationStep = frozen({
  id: 'status.token-list',
  stage: 'status_list',
  code: 'status_list_malformed',
  kind: 'malformed',
  spec: `${tokenStatusList} sections 4.1 and 11.1`,
  rule: 'The lst must be base64url of exactly one ZLIB stream of at most 8 MiB.',
})

export const credentialContext: VerificationStep = frozen({
  id: 'status.list-credential-context',
  stage: 'status_list',
  code: 'status_list_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.3',
  rule: 'The contexts of the status list credential must be URLs, the first that of VC Data Model 2.0.',
})

export const credentialModel: VerificationStep = frozen({
  id: 'status.list-credential-model',
  stage: 'status_list',
  code: 'status_list_malformed',
  kind: 'malformed',
  spec: `VC Data Model 2.0 section 4, ${bitstringStatusList} section 2.2`,
  rule: 'The status list credential must be one credential, in the shape of the data model.',
})

export const credentialType: VerificationStep = frozen({
  id: 'status.list-credential-type',
  stage: 'status_list',
  code: 'status_list_malformed',
  kind: 'malformed',
  spec: `${bitstringStatusList} section 2.2`,
  rule: 'The types of the list must hold VerifiableCredential and BitstringStatusListCredential.',
})

export const credentialSubjectType: VerificationStep = frozen({
  id: 'status.list-credential-subject',
  stage: 'status_list',
  code: 'status_list_malformed',
  kind: 'malformed',
  spec: `${bitstringStatusList} section 2.2`,
  rule: 'The subject of the status list credential must be one BitstringStatusList.',
})

export const credentialId: VerificationStep = frozen({
  id: 'status.list-credential-id',
  stage: 'status_list',
  code: 'status_list_subject_mismatch',
  kind: 'verification',
  spec: `${bitstringStatusList} section 2.2`,
  rule: 'The id of the status list credential must be the URL that the entry names.',
})

export const credentialIssuer: VerificationStep = frozen({
  id: 'status.list-credential-issuer',
  stage: 'status_list',
  code: 'status_list_signature_invalid',
  kind: 'verification',
  spec: `${bitstringStatusList} section 3.2`,
  rule: 'The issuer of the status list credential must be the issuer of the credential.',
})

export const credentialList: VerificationStep = frozen({
  id: 'status.encoded-list',
  stage: 'status_list',
  code: 'status_list_malformed',
  kind: 'malformed',
  spec: `${bitstringStatusList} sections 2.2 and 3.4`,
  rule: 'The encodedList must be u and base64url of exactly one GZIP member of at most 8 MiB.',
})

export const listSignature: VerificationStep = frozen({
  id: 'status.list-signature',
  stage: 'status_list',
  code: 'status_list_signature_invalid',
  kind: 'verification',
  spec: `${tokenStatusList} section 8.3, ${bitstringStatusList} section 3.2`,
  rule: 'The status list must be signed by the issuer of the credential, as what it is.',
})

export const listNotExpired: VerificationStep = frozen({
  id: 'status.list-not-expired',
  stage: 'status_list',
  code: 'status_list_expired',
  kind: 'verification',
  spec: `${tokenStatusList} section 8.3, VC Data Model 2.0 section 4.9`,
  rule: 'The time that is asked for must be before the end of the status list.',
})

export const listNotFromTheFuture: VerificationStep = frozen({
  id: 'status.list-not-from-the-future',
  stage: 'status_list',
  code: 'status_list_not_yet_valid',
  kind: 'verification',
  spec: `${tokenStatusList} section 8.4, VC Data Model 2.0 section 4.9`,
  rule: 'The time that is asked for must not be before the status list.',
})

export const listNotRolledBack: VerificationStep = frozen({
  id: 'status.list-not-rolled-back',
  stage: 'status_list',
  code: 'status_list_rolled_back',
  kind: 'verification',
  spec: `${tokenStatusList} section 8.3`,
  rule: 'The status list must not be older than one seen before.',
})

export const listYoungEnough: VerificationStep = frozen({
  id: 'status.list-young-enough',
  stage: 'status_list',
  code: 'status_list_stale',
  kind: 'verification',
  spec: `${tokenStatusList} section 11.5`,
  rule: 'The status list must not be older than the policy allows.',
})

export const listPurpose: VerificationStep = frozen({
  id: 'status.list-purpose',
  stage: 'status_list',
  code: 'status_list_purpose_mismatch',
  kind: 'verification',
  spec: `${bitstringStatusList} section 3.2`,
  rule: 'The purposes of the status list must hold that of the entry.',
})

export const listLongEnough: VerificationStep = frozen({
  id: 'status.list-long-enough',
  stage: 'status_list',
  code: 'status_list_too_short',
  kind: 'verification',
  spec: `${bitstringStatusList} sections 3.2 and 6.1`,
  rule: 'A bitstring status list must have at least 131,072 entries.',
})

export const indexInRange: VerificationStep = frozen({
  id: 'status.index-in-range',
  stage: 'status',
  code: 'status_list_index_out_of_range',
  kind: 'verification',
  spec: `${tokenStatusList} section 8.3, ${bitstringStatusList} section 3.2`,
  rule: 'The index of the credential must lie within the status list.',
})

export const notRevoked: VerificationStep = frozen({
  id: 'status.not-revoked',
  stage: 'status',
  code: 'status_invalid',
  kind: 'verification',
  spec: `${tokenStatusList} section 7.1, ${bitstringStatusList} section 3.2`,
  rule: 'The status must not be invalid.',
})

export const notSuspended: VerificationStep = frozen({
  id: 'status.not-suspended',
  stage: 'status',
  code: 'status_suspended',
  kind: 'verification',
  spec: `${tokenStatusList} section 7.1, ${bitstringStatusList} section 3.2`,
  rule: 'The status must not be suspended.',
})

export const statusValidAlone: VerificationStep = frozen({
  id: 'status.valid',
  stage: 'status',
  code: 'status_unknown',
  kind: 'verification',
  spec: `${tokenStatusList} section 7.1, ${bitstringStatusList} section 3.2`,
  rule: 'The status must be 0: every other value is reserved or means what its application says.',
})

export const aggregationReadable: VerificationStep = frozen({
  id: 'status.aggregation-readable',
  stage: 'status_list',
  code: 'status_aggregation_malformed',
  kind: 'malformed',
  spec: `${tokenStatusList} section 9`,
  rule: 'A status list aggregation must be a JSON object with at most 4,096 addresses in status_lists.',
})

/** The steps of judging a status, in the order in which they are reached. */
export const statusSteps: readonly VerificationStep[] = [
  statusObject,
  statusUri,
  statusIndex,
  entryCount,
  entryObject,
  entryPurpose,
  entryIndex,
  entryListUrl,
  entryId,
  entrySize,
  entryMessages,
  statusMechanism,
  statusNamed,
  aggregationReadable,
  statusHostAllowed,
  listLength,
  listReadable,
  listTimes,
  listTtl,
  tokenSubject,
  tokenBits,
  tokenList,
  credentialContext,
  credentialModel,
  credentialType,
  credentialSubjectType,
  credentialId,
  credentialIssuer,
  credentialList,
  listSignature,
  listNotExpired,
  listNotFromTheFuture,
  listNotRolledBack,
  listYoungEnough,
  listPurpose,
  listLongEnough,
  indexInRange,
  notRevoked,
  notSuspended,
  statusValidAlone,
]
