export { checkTimes } from './lib/formats/check-times.ts'
export { type BareJwk, bareJwk, isSameKey } from './lib/jose/bare-jwk.ts'
export { decodeBase64Url, encodeBase64Url } from './lib/jose/base64url.ts'
export { decompressY } from './lib/jose/curve-point.ts'
export { hashText, sha256 } from './lib/jose/digest.ts'
export { equalBytes } from './lib/jose/equal-bytes.ts'
export { generatePrivateJwk } from './lib/jose/generate-private-jwk.ts'
export { createIntegrity, matchesIntegrity } from './lib/jose/integrity.ts'
export { isSignedByOneOf, type PinnedJwsExpectations } from './lib/jose/is-signed-by-one-of.ts'
export type { JsonObject, JsonValue } from './lib/jose/json.ts'
export type {
  EcPublicJwk,
  JwkLabels,
  OkpPublicJwk,
  PrivateJwk,
  PublicJwk,
  SigningAlgorithm,
  SigningCurve,
} from './lib/jose/jwk.ts'
export { jwkThumbprint } from './lib/jose/jwk-thumbprint.ts'
export { createLocalSigner, type LocalSignerOptions } from './lib/jose/local-signer.ts'
export { numericDate, parseNumericDate } from './lib/jose/numeric-date.ts'
export { isJsonObject, type JsonLimits, parseJson, parseJsonObject } from './lib/jose/parse-json.ts'
export { parseJwk } from './lib/jose/parse-jwk.ts'
export { parseJws, type UnverifiedJws } from './lib/jose/parse-jws.ts'
export { type RandomBytes, randomBytes, randomToken } from './lib/jose/random.ts'
export { selectJwk } from './lib/jose/select-jwk.ts'
export { type SignJwsInput, signJws } from './lib/jose/sign-jws.ts'
export type { Signer } from './lib/jose/signer.ts'
export { signingAlgorithmOf, signingAlgorithms } from './lib/jose/signing-curves.ts'
export { decodeUtf8, encodeUtf8 } from './lib/jose/utf8.ts'
export { type JwsExpectations, verifyJwsSignature } from './lib/jose/verify-jws-signature.ts'
