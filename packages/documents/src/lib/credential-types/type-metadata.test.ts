import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import {
  checkClaimsAgainstType,
  parseTypeMetadata,
  type TypeMetadata,
} from '@lontar/credentials/type-metadata'
import { describe, expect, it } from 'vitest'
import { identityOf, maria, now } from '../../../fixtures/invented-people.ts'
import { findFormat } from './credential-formats.ts'
import { createCredentialPayload } from './credential-payload.ts'
import type { CredentialTypeId } from './credential-type.ts'
import { createTypeMetadata, typeMetadataIntegrity } from './type-metadata.ts'

const issuerUrl = 'https://issuer.example'

async function parsedCredential(typeId: CredentialTypeId) {
  const format = findFormat('dc+sd-jwt')
  if (format === undefined) throw new Error('There is no such format.')
  const signer = await createLocalSigner(await generatePrivateJwk(), { keyId: 'did:web:issuer.example#1' })
  const { payload, disclosable } = createCredentialPayload({
    typeId,
    formatId: 'dc+sd-jwt',
    identity: identityOf(maria),
    issuer: 'did:web:issuer.example',
    issuerUrl,
    issuerName: 'Dinas Contoh',
    holderKey: await generatePrivateJwk(),
    status: { uri: 'https://issuer.example/status/1', idx: 7 },
    typeIntegrity: await typeMetadataIntegrity(issuerUrl, typeId),
    issuedAt: now,
    timeZone: 'Asia/Makassar',
  })
  return format.parse(await format.issue({ signer, payload, disclosable }))
}

function typeOf(typeId: CredentialTypeId): TypeMetadata {
  const { vct, claims } = parseTypeMetadata(JSON.stringify(createTypeMetadata(issuerUrl, typeId)))
  const rules = claims.map(({ path, sd = 'allowed' }) => ({ path, sd, display: [], mandatory: false }))
  return { vct, name: undefined, description: undefined, display: [], claims: rules, extends: [] }
}

describe.each(['ktp', 'ktp-proof'] as const)('a credential of the type %s', (typeId) => {
  it('fits its type and pins it, openly', async () => {
    const { claims, disclosable } = await parsedCredential(typeId)
    expect(claims['vct#integrity']).toBe(await typeMetadataIntegrity(issuerUrl, typeId))
    expect(disclosable).not.toContainEqual(['vct#integrity'])
    expect(checkClaimsAgainstType({ claims, disclosable }, typeOf(typeId))).toEqual([])
    expect(checkClaimsAgainstType({ claims, disclosable: [] }, typeOf(typeId))).not.toEqual([])
  })
})
