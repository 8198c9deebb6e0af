import type { JsonObject, Signer, TrustedIssuer } from '@lontar/credentials'
import { createStatusListToken } from '@lontar/credentials/status'
import { createCredentialPayload, credentialTypeUrl, findFormat } from '@lontar/documents/credential-types'
import { parseKtp } from '@lontar/documents/ktp'
import { mariaContoh, type TestCertificate } from '@lontar/testkit'
import { certify } from './certified-key.ts'
import type { Hosts } from './hosts.ts'

/** The issuer of what the scripted wallet shows: known by a certificate under a root, with a status list that it serves. */
export interface ScriptedCredentialIssuer {
  readonly trusted: TrustedIssuer
  /** Signs a card in `dc+sd-jwt` whose `cnf` is the given JWK, member by member. */
  issue(holderJwk: object): Promise<string>
}

const origin = 'https://issuer.example'
const format = findFormat('dc+sd-jwt')

/** Opens an issuer whose certificate the root signed. */
export async function openScriptedCredentialIssuer(
  hosts: Hosts,
  root: TestCertificate,
  now: () => Date,
): Promise<ScriptedCredentialIssuer> {
  const { signer: bare, x5c } = await certify('issuer.example', root, { dnsNames: ['issuer.example'] })
  const signer: Signer = { ...bare, x5c }
  const uri = `${origin}/status/1`
  await hosts.serve(origin, async () => {
    const list = { uri, bits: 1, values: new Uint8Array(64), ttlSeconds: 60 } as const
    const issuedAt = now()
    const expiresAt = new Date(issuedAt.getTime() + 3_600_000)
    const token = await createStatusListToken({ ...list, signer, issuedAt, expiresAt })
    return new Response(token, { headers: { 'content-type': 'application/statuslist+jwt' } })
  })
  return {
    trusted: { issuer: origin, types: [credentialTypeUrl(origin, 'ktp')], roots: [root.pem] },
    issue: async (holderJwk) => {
      const { payload, disclosable } = createCredentialPayload({
        typeId: 'ktp',
        formatId: 'dc+sd-jwt',
        identity: identityAt(now()),
        issuer: origin,
        issuerUrl: origin,
        issuerName: 'Dinas Contoh',
        holderKey: signer.publicJwk,
        status: { uri, idx: 7 },
        issuedAt: now(),
        timeZone: 'Asia/Makassar',
      })
      const bound = { ...payload, cnf: { jwk: holderJwk } } as JsonObject
      return (await format?.issue({ signer, payload: bound, disclosable })) ?? ''
    },
  }
}

function identityAt(now: Date) {
  const evidence = { organization: 'Dinas Contoh', time: now, simulated: false } as const
  return {
    jti: 'identity-1',
    document: { kind: 'ktp', card: parseKtp(mariaContoh) },
    assuranceLevel: 'substantial',
    evidence: [{ type: 'document', checkMethod: 'vri', ...evidence }],
    issuedAt: now,
    expiresAt: new Date(now.getTime() + 600_000),
  } as const
}
