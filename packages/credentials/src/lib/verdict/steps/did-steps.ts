import { frozen } from '../frozen.ts'
import type { VerificationStep } from '../verification-step.ts'

export const didSyntax: VerificationStep = frozen({
  id: 'did.syntax',
  stage: 'signature',
  code: 'did_malformed',
  kind: 'malformed',
  spec: 'DID Core section 3.1',
  rule: 'The text must be a DID without path, query or fragment.',
})

export const didMethodKnown: VerificationStep = frozen({
  id: 'did.method-known',
  stage: 'signature',
  code: 'did_method_unsupported',
  kind: 'unsupported',
  spec: 'DID Core section 8',
  rule: 'The method of the DID must be one that is implemented.',
})

export const didJwkKey: VerificationStep = frozen({
  id: 'did.jwk-key',
  stage: 'signature',
  code: 'did_malformed',
  kind: 'malformed',
  spec: 'did:jwk, "Read"',
  rule: 'A did:jwk must be the base64url of a JSON Web Key.',
})

export const didKeyEncoding: VerificationStep = frozen({
  id: 'did.key-encoding',
  stage: 'signature',
  code: 'did_malformed',
  kind: 'malformed',
  spec: 'did:key section 3.1',
  rule: 'A did:key must be base58btc of a known key type and its length.',
})

export const didKeyPoint: VerificationStep = frozen({
  id: 'did.key-point',
  stage: 'signature',
  code: 'did_malformed',
  kind: 'malformed',
  spec: 'did:key section 3.1, SEC 1 section 2.3.4',
  rule: 'A key of a did:key must be a point of its curve.',
})

export const didWebHost: VerificationStep = frozen({
  id: 'did.web-host',
  stage: 'signature',
  code: 'did_malformed',
  kind: 'malformed',
  spec: 'did:web section 3.1',
  rule: 'The host of the DID must be a domain name in canonical form, with a port as %3A.',
})

export const didWebPath: VerificationStep = frozen({
  id: 'did.web-path',
  stage: 'signature',
  code: 'did_malformed',
  kind: 'malformed',
  spec: 'did:web section 3.2',
  rule: 'A path segment of the DID must be plain, without dots alone and percent-encoding.',
})

export const documentReadable: VerificationStep = frozen({
  id: 'did.document-readable',
  stage: 'signature',
  code: 'did_document_malformed',
  kind: 'malformed',
  spec: 'DID Core section 6',
  rule: 'A DID document must be strict JSON of an object.',
})

export const documentMediaType: VerificationStep = frozen({
  id: 'did.document-media-type',
  stage: 'signature',
  code: 'did_document_malformed',
  kind: 'malformed',
  spec: 'did:web section 3.2, DID Core section 6',
  rule: 'A DID document must be served with a media type of JSON or of DID documents.',
})

export const documentId: VerificationStep = frozen({
  id: 'did.document-id',
  stage: 'signature',
  code: 'did_document_malformed',
  kind: 'malformed',
  spec: 'did:web section 3.2',
  rule: 'The id of a DID document must be the DID that was asked for.',
})

export const documentMethods: VerificationStep = frozen({
  id: 'did.document-methods',
  stage: 'signature',
  code: 'did_document_malformed',
  kind: 'malformed',
  spec: 'DID Core section 5.2',
  rule: 'The verification methods of a DID document must be objects with an id and a type.',
})

export const documentRelationships: VerificationStep = frozen({
  id: 'did.document-relationships',
  stage: 'signature',
  code: 'did_document_malformed',
  kind: 'malformed',
  spec: 'DID Core section 5.3',
  rule: 'A verification relationship must be a list of references and methods.',
})

export const scidSyntax: VerificationStep = frozen({
  id: 'did.webvh-scid-syntax',
  stage: 'signature',
  code: 'did_malformed',
  kind: 'malformed',
  spec: 'did:webvh v1.0, method-specific identifier',
  rule: 'A did:webvh must begin with a SCID.',
})

export const logReadable: VerificationStep = frozen({
  id: 'did.webvh-log-readable',
  stage: 'signature',
  code: 'did_log_malformed',
  kind: 'malformed',
  spec: 'did:webvh v1.0, DID log',
  rule: 'A DID log must be lines of strict JSON objects, with a bearable number of characters, entries and proofs.',
})

export const logEntry: VerificationStep = frozen({
  id: 'did.webvh-log-entry',
  stage: 'signature',
  code: 'did_log_malformed',
  kind: 'malformed',
  spec: 'did:webvh v1.0, DID log entry',
  rule: 'An entry of a DID log must have versionId, versionTime, parameters, state and proof.',
})

export const logMethod: VerificationStep = frozen({
  id: 'did.webvh-method',
  stage: 'signature',
  code: 'did_log_invalid',
  kind: 'verification',
  spec: 'did:webvh v1.0, parameters',
  rule: 'The method of a DID log must be did:webvh:1.0.',
})

export const logParameters: VerificationStep = frozen({
  id: 'did.webvh-parameters',
  stage: 'signature',
  code: 'did_log_malformed',
  kind: 'malformed',
  spec: 'did:webvh v1.0, parameters',
  rule: 'The parameters of a DID log must be known and of their type.',
})

export const logVersionNumber: VerificationStep = frozen({
  id: 'did.webvh-version-number',
  stage: 'signature',
  code: 'did_log_invalid',
  kind: 'verification',
  spec: 'did:webvh v1.0, versionId',
  rule: 'The entries of a DID log must be numbered from one without a gap.',
})

export const logEntryHash: VerificationStep = frozen({
  id: 'did.webvh-entry-hash',
  stage: 'signature',
  code: 'did_log_invalid',
  kind: 'verification',
  spec: 'did:webvh v1.0, entry hash',
  rule: 'The hash of an entry must be that of its content and the entry before.',
})

export const logScid: VerificationStep = frozen({
  id: 'did.webvh-scid',
  stage: 'signature',
  code: 'did_log_invalid',
  kind: 'verification',
  spec: 'did:webvh v1.0, SCID',
  rule: 'The SCID must be the hash of the first entry, and stand in the DID.',
})

export const logTimeRising: VerificationStep = frozen({
  id: 'did.webvh-time-rising',
  stage: 'signature',
  code: 'did_log_invalid',
  kind: 'verification',
  spec: 'did:webvh v1.0, versionTime',
  rule: 'The times of a DID log must rise.',
})

export const logTimePast: VerificationStep = frozen({
  id: 'did.webvh-time-past',
  stage: 'signature',
  code: 'did_log_invalid',
  kind: 'verification',
  spec: 'did:webvh v1.0, versionTime',
  rule: 'The times of a DID log must not be of the future.',
})

export const logProof: VerificationStep = frozen({
  id: 'did.webvh-proof',
  stage: 'signature',
  code: 'did_log_invalid',
  kind: 'verification',
  spec: 'did:webvh v1.0, authorized keys; Data Integrity EdDSA section 3.3',
  rule: 'Every entry must have a valid proof of a key that may update it.',
})

export const logPreRotation: VerificationStep = frozen({
  id: 'did.webvh-pre-rotation',
  stage: 'signature',
  code: 'did_log_invalid',
  kind: 'verification',
  spec: 'did:webvh v1.0, pre-rotation',
  rule: 'The keys of an entry must be those that the entry before committed to.',
})

export const logDidConstant: VerificationStep = frozen({
  id: 'did.webvh-did-constant',
  stage: 'signature',
  code: 'did_log_invalid',
  kind: 'verification',
  spec: 'did:webvh v1.0, portability',
  rule: 'The DID must stay the same unless it is portable, and keep its SCID and its former name when it moves.',
})

export const logDidAsked: VerificationStep = frozen({
  id: 'did.webvh-did-asked',
  stage: 'signature',
  code: 'did_log_invalid',
  kind: 'verification',
  spec: 'did:webvh v1.0, resolution',
  rule: 'The DID of the last entry must be the one that was asked for.',
})

export const logPortableFirst: VerificationStep = frozen({
  id: 'did.webvh-portable-first',
  stage: 'signature',
  code: 'did_log_invalid',
  kind: 'verification',
  spec: 'did:webvh v1.0, portability',
  rule: 'A DID must be made portable by its first entry or never.',
})

export const logNotAfterEnd: VerificationStep = frozen({
  id: 'did.webvh-not-after-end',
  stage: 'signature',
  code: 'did_log_invalid',
  kind: 'verification',
  spec: 'did:webvh v1.0, deactivation',
  rule: 'No entry may follow the deactivation of a DID.',
})

export const logWitnessed: VerificationStep = frozen({
  id: 'did.webvh-witnessed',
  stage: 'signature',
  code: 'did_log_invalid',
  kind: 'verification',
  spec: 'did:webvh v1.0, witnesses',
  rule: 'Every entry must be approved by as many witnesses as its threshold says.',
})

export const witnessesReadable: VerificationStep = frozen({
  id: 'did.webvh-witnesses-readable',
  stage: 'signature',
  code: 'did_log_malformed',
  kind: 'malformed',
  spec: 'did:webvh v1.0, witness proofs',
  rule: 'The witness proofs must be a list of versions with proofs, of a bearable size.',
})

export const didActive: VerificationStep = frozen({
  id: 'did.active',
  stage: 'signature',
  code: 'did_deactivated',
  kind: 'verification',
  spec: 'DID Core section 7.1.3',
  rule: 'The DID must not be deactivated.',
})

export const didUrlKey: VerificationStep = frozen({
  id: 'did.url-key',
  stage: 'signature',
  code: 'jws_key_unknown',
  kind: 'verification',
  spec: 'DID Core section 5.2',
  rule: 'The DID URL must name one verification method of its DID.',
})

export const didKeyPurpose: VerificationStep = frozen({
  id: 'did.key-purpose',
  stage: 'signature',
  code: 'jws_key_unknown',
  kind: 'verification',
  spec: 'DID Core section 5.3',
  rule: 'The verification method must be listed for the purpose.',
})

export const didKeyController: VerificationStep = frozen({
  id: 'did.key-controller',
  stage: 'signature',
  code: 'jws_key_unknown',
  kind: 'verification',
  spec: 'DID Core section 5.2',
  rule: 'The verification method must be controlled by its DID.',
})

export const didKeyCurrent: VerificationStep = frozen({
  id: 'did.key-current',
  stage: 'signature',
  code: 'jws_key_unknown',
  kind: 'verification',
  spec: 'Controlled Identifiers section 2.2',
  rule: 'The verification method must be neither expired nor revoked.',
})

export const didKeyReadable: VerificationStep = frozen({
  id: 'did.key-readable',
  stage: 'signature',
  code: 'jws_key_unknown',
  kind: 'verification',
  spec: 'DID Core section 5.2.1',
  rule: 'The verification method must hold one key for signatures.',
})

/** The steps of resolving a DID and finding its key, in the order in which they are reached. */
export const didSteps: readonly VerificationStep[] = frozen([
  didSyntax,
  didMethodKnown,
  didJwkKey,
  didKeyEncoding,
  didKeyPoint,
  didWebHost,
  didWebPath,
  documentMediaType,
  documentReadable,
  documentId,
  documentMethods,
  documentRelationships,
  scidSyntax,
  logReadable,
  logEntry,
  logMethod,
  logParameters,
  logVersionNumber,
  logEntryHash,
  logScid,
  logTimeRising,
  logTimePast,
  logProof,
  logPreRotation,
  logDidConstant,
  logDidAsked,
  logPortableFirst,
  logNotAfterEnd,
  logWitnessed,
  witnessesReadable,
  didActive,
  didUrlKey,
  didKeyPurpose,
  didKeyController,
  didKeyCurrent,
  didKeyReadable,
])
