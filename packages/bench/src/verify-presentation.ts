// How long a presentation takes to verify, beside two bare signatures (the physical limit) and two JWTs by a peer.
import { createPublicKey, verify } from 'node:crypto'
import { createDcSdJwtFormat, passed } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { generatePrivateJwk, parseJws, signJws } from '@lontar/credentials/jose'
import { importJWK, jwtVerify } from 'jose'
import { measure } from './measure.ts'

const now = new Date()
const seconds = Math.floor(now.getTime() / 1000)
const format = createDcSdJwtFormat()
const issuer = await didJwkSigner(await generatePrivateJwk())
const holder = await didJwkSigner(await generatePrivateJwk())
const iss = issuer.keyId.slice(0, -2)
const vct = 'https://issuer.example/vct/ktp/1'
const names = ['name', 'birthdate', 'sex', 'residence_province_code', 'residence_regency_code']

const credential = await format.issue({
  signer: issuer,
  payload: {
    iss,
    vct,
    iat: seconds,
    exp: seconds + 86_400,
    cnf: { jwk: { ...holder.publicJwk } },
    ...Object.fromEntries(names.map((name) => [name, `invented ${name}`])),
  },
  disclosable: names.map((name) => [name]),
})
const audience = 'https://verifier.example'
const nonce = 'nonce-of-the-benchmark'
const presentation = await format.present({
  credential,
  disclose: [['name']],
  signer: holder,
  audience,
  nonce,
  now,
})

const jwt = await signJws({
  header: { typ: 'JWT' },
  payload: { iss, iat: seconds, exp: seconds + 86_400 },
  signer: issuer,
})
const peerKey = await importJWK({ ...issuer.publicJwk }, 'ES256')
const bareKey = createPublicKey({ key: { ...issuer.publicJwk }, format: 'jwk' })
const { signingInput, signature } = parseJws(jwt)

const results = await measure({
  'lontar: dc+sd-jwt with key binding': () =>
    format.verify(presentation, {
      expectedIssuers: [
        { issuer: iss, types: [vct], jwks: { keys: [{ ...issuer.publicJwk, kid: issuer.keyId }] } },
      ],
      expectedTypes: [vct],
      expectedKeyBinding: { expectedNonce: nonce, expectedAudience: audience },
      checkStatus: async () => passed('status', 'not measured'),
      now,
    }),
  'peer: two JWTs by jose': async () => {
    await jwtVerify(jwt, peerKey)
    await jwtVerify(jwt, peerKey)
  },
  'limit: two bare ES256 signatures': () => {
    for (const _ of [1, 2])
      verify('sha256', signingInput, { key: bareKey, dsaEncoding: 'ieee-p1363' }, signature)
  },
})
for (const { name, minimum, median } of results) {
  console.log(
    `${name.padEnd(36)} min ${minimum.toFixed(0).padStart(5)} µs   median ${median.toFixed(0).padStart(5)} µs`,
  )
}
