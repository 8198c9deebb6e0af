import type { JsonObject, JsonValue, Signer, TrustedIssuer } from '@lontar/credentials'
import { createDidResolver, didJwkSigner, keyOfDidUrl } from '@lontar/credentials/did'
import { NetworkError } from '@lontar/credentials/errors'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createIssuerKeyResolver } from '@lontar/credentials/issuer-key'
import { createIntegrity, encodeUtf8, generatePrivateJwk, parseJson, signJws } from '@lontar/credentials/jose'
import { createStatusChecker, verifyBitstringStatusListCredential } from '@lontar/credentials/status'
import { createTrustFollower, signTrustList, verifySignedTrustList } from '@lontar/credentials/trust'
import { openTrustBundle, parseTrustBundle } from '@lontar/credentials/trust-bundle'
import { resolveTypeMetadata, verifyClaimsAgainstType } from '@lontar/credentials/type-metadata'
import { verifyX5c } from '@lontar/credentials/x509'
import { createCertificate } from '@lontar/testkit'
import type { FailurePath } from '../failure-path.ts'
import { mark, marked, type Search } from '../marks.ts'

const now = new Date('2026-11-01T04:00:00Z')
const nowSeconds = now.getTime() / 1000
const day = 86_400_000

/** Everything from which keys, types, trust and statuses are read, and that may be refused. */
export async function trustPaths(search: Search): Promise<readonly FailurePath[]> {
  const signer = await didJwkSigner(await generatePrivateJwk())
  return [
    ...didPaths(),
    ...(await certificatePaths(search)),
    ...(await bitstringPaths(signer, search)),
    ...(await typeMetadataPaths()),
    ...(await trustListPaths(signer, search)),
    ...bundlePaths(),
  ]
}

/** A network that answers every address with the same text. */
function answering(value: JsonValue, type = 'application/json'): GuardedFetch {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const headers = new Headers({ 'content-type': type })
  return async () => ({ status: 200, headers, text: () => text, json: () => parseJson(text) })
}

/** A network on which nobody answers. */
const silent: GuardedFetch = () => Promise.reject(new NetworkError('network_unreachable', 'Nobody answers.'))

function didPaths(): readonly FailurePath[] {
  const host = `${mark.toLowerCase()}.example`
  const web = `did:web:${host}`
  const scid = `Qm${'M'.repeat(44)}`
  const webvh = `did:webvh:${scid}:${host}`
  const resolve = (
    title: string,
    code: FailurePath['code'],
    did: string,
    fetch: GuardedFetch,
  ): FailurePath => ({
    title: `a DID ${title}`,
    code,
    run: () => createDidResolver({ fetch, now: () => now })(did),
  })
  const key = (title: string, code: FailurePath['code'], method: JsonObject): FailurePath => ({
    title: `a DID document whose key ${title}`,
    code,
    run: () =>
      keyOfDidUrl(`${web}#${mark}`, {
        expectedRelationship: 'assertionMethod',
        now,
        resolveDid: createDidResolver({
          now: () => now,
          fetch: answering({
            id: web,
            verificationMethod: [{ id: `#${mark}`, type: 'JsonWebKey', controller: web, ...method }],
            assertionMethod: [`#${mark}`],
          }),
        }),
      }),
  })
  const entry: JsonObject = {
    versionId: `1-${mark}`,
    versionTime: '2026-01-01T00:00:00Z',
    parameters: { method: 'did:webvh:1.0', scid, updateKeys: [`z6Mk${'M'.repeat(44)}`] },
    state: { id: webvh, ...marked },
    proof: [{ type: mark, proofValue: mark }],
  }
  const line = (changes: JsonObject) => answering(JSON.stringify({ ...entry, ...changes }), 'text/jsonl')
  return [
    resolve('of spaces', 'did_malformed', `did:web:${mark} ${mark}`, silent),
    resolve('of a marked method', 'did_method_unsupported', `did:marked:${mark}`, silent),
    resolve('that is a marked key', 'did_malformed', `did:key:z${mark}`, silent),
    resolve('on a host that does not answer', 'did_unreachable', web, silent),
    resolve('whose document is a text', 'did_document_malformed', web, answering(marked.name)),
    resolve(
      'whose document is of another',
      'did_document_malformed',
      web,
      answering({ id: mark, ...marked }),
    ),
    resolve(
      'whose methods are marks',
      'did_document_malformed',
      web,
      answering({ id: web, verificationMethod: [mark] }),
    ),
    key('is a mark', 'jws_key_unknown', { publicKeyJwk: { kty: mark, crv: mark, x: mark } }),
    key('is a marked Multikey', 'jws_key_unknown', { publicKeyMultibase: `z${mark}` }),
    key('is of another', 'jws_key_unknown', { controller: mark }),
    key('is of a marked time', 'jws_key_unknown', { revoked: mark }),
    resolve('whose log is a text', 'did_log_malformed', webvh, answering(marked.name, 'text/jsonl')),
    resolve('whose log has a marked time', 'did_log_malformed', webvh, line({ versionTime: mark })),
    resolve(
      'whose log has marked parameters',
      'did_log_malformed',
      webvh,
      line({
        parameters: { ...(entry.parameters as JsonObject), [mark]: mark },
      }),
    ),
    resolve(
      'whose log has a marked method',
      'did_log_invalid',
      webvh,
      line({ parameters: { method: mark } }),
    ),
    resolve('whose log has a marked hash', 'did_log_invalid', webvh, line({})),
    {
      title: 'the key of an issuer that publishes marks',
      code: 'issuer_key_metadata_malformed',
      run: () => {
        const fetch = answering({ issuer: mark, jwks: { keys: [mark] }, ...marked })
        const resolveDid = createDidResolver({ fetch, now: () => now })
        const issuer: TrustedIssuer = { issuer: `https://${host}`, types: [] }
        return createIssuerKeyResolver({ fetch, resolveDid })({ issuer, header: { kid: mark }, now })
      },
    },
  ]
}

async function certificatePaths(search: Search): Promise<readonly FailurePath[]> {
  const period = { notBefore: new Date(now.getTime() - day), notAfter: new Date(now.getTime() + day) }
  const authority = { ...period, isCa: true, keyUsageBits: 0x06, commonName: mark }
  const root = await createCertificate(authority)
  const leaf = async (changes: object = {}) => {
    const certificate = await createCertificate({
      ...period,
      commonName: marked.name,
      keyUsageBits: 0x80,
      dnsNames: [`${mark}.example`],
      emails: [`${mark}@issuer.example`],
      issuedBy: root,
      ...changes,
    })
    search.add(certificate.base64)
    return certificate.base64
  }
  search.add(root.base64)
  const verify = (title: string, code: FailurePath['code'], x5c: () => Promise<unknown>): FailurePath => ({
    title: `a certificate ${title}`,
    code,
    run: async () => verifyX5c(await x5c(), { expectedRoots: [root.pem], now }),
  })
  const other = await createCertificate({ ...authority, commonName: `${mark} the other` })
  return [
    verify('that is a mark', 'certificate_malformed', async () => [mark]),
    verify('in a text', 'certificate_malformed', () => leaf()),
    verify('cut off', 'certificate_malformed', async () => [(await leaf()).slice(0, 200)]),
    verify('of another root', 'certificate_untrusted', async () => [await leaf({ issuedBy: other })]),
    verify('that is over', 'certificate_expired', async () => [
      await leaf({ notAfter: new Date(now.getTime() - 1000) }),
    ]),
    verify('for another use', 'certificate_chain_invalid', async () => [await leaf({ keyUsageBits: 0x04 })]),
    verify('with an extension that nobody knows', 'certificate_chain_invalid', async () => [
      await leaf({ extensions: [{ id: '1.2.3.4', critical: true, value: encodeUtf8(mark) }] }),
    ]),
  ]
}

async function bitstringPaths(signer: Signer, search: Search): Promise<readonly FailurePath[]> {
  const [issuer = ''] = signer.keyId.split('#')
  const expectedUri = `https://${mark.toLowerCase()}.example/status/1`
  const expectedIssuer = { issuer, types: [], jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] } }
  const list: JsonObject = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: expectedUri,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer,
    validUntil: '2026-12-01T00:00:00Z',
    credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList: mark },
  }
  const sign = async (changes: JsonObject, typ = 'vc+jwt'): Promise<string> => {
    const text = await signJws({ header: { typ }, payload: { ...list, ...changes }, signer })
    search.add(text)
    return text
  }
  const verify = (title: string, code: FailurePath['code'], make: () => Promise<string>): FailurePath => ({
    title: `a status list credential ${title}`,
    code,
    run: async () => verifyBitstringStatusListCredential(await make(), { expectedUri, expectedIssuer, now }),
  })
  const entry = {
    statusPurpose: 'revocation',
    statusListIndex: 7,
    statusListCredential: expectedUri,
    statusSize: 1,
  } as const
  const check = (title: string, fetch: () => Promise<GuardedFetch>): FailurePath => ({
    title: `a status ${title}`,
    code: title.startsWith('on') ? 'status_list_unreachable' : 'status_list_malformed',
    run: async () => {
      const checkStatus = createStatusChecker({ fetch: await fetch(), now: () => now })
      return { checks: [await checkStatus([entry], expectedIssuer)] }
    },
  })
  return [
    verify('with a marked list', 'status_list_malformed', () => sign({})),
    verify('with a marked subject', 'status_list_malformed', () => sign({ credentialSubject: mark })),
    verify('of another', 'status_list_subject_mismatch', () => sign({ id: `urn:${mark}` })),
    verify('of another issuer', 'status_list_signature_invalid', () => sign({ issuer: `did:web:${mark}` })),
    verify('of another kind', 'status_list_signature_invalid', () => sign({}, mark)),
    verify('with a marked end', 'status_list_malformed', () => sign({ validUntil: mark })),
    verify('that is over', 'status_list_expired', () => sign({ validUntil: '2026-10-01T00:00:00Z' })),
    verify('that is a text', 'status_list_malformed', async () => `${mark}.${mark}.${mark}`),
    check('on a host that does not answer', async () => silent),
    check('on a page', async () => answering(marked.name, 'text/html')),
    check('that is a mark', async () => answering(await sign({}), 'application/vc+jwt')),
  ]
}

async function typeMetadataPaths(): Promise<readonly FailurePath[]> {
  const vct = `https://${mark.toLowerCase()}.example/vct`
  const resolve = (
    title: string,
    code: FailurePath['code'],
    fetch: GuardedFetch,
    integrity?: string,
    type = vct,
  ): FailurePath => ({
    title: `Type Metadata ${title}`,
    code,
    run: () => resolveTypeMetadata({ vct: type, integrity, fetch }),
  })
  const malformed = 'type_metadata_malformed'
  const integrity = await createIntegrity(encodeUtf8(mark))
  return [
    resolve('at no address', 'type_metadata_unresolvable', silent, undefined, `urn:${mark}`),
    resolve('that does not come', 'type_metadata_unreachable', silent),
    resolve('on a page', malformed, answering(marked.name, 'text/html')),
    resolve('in a text', malformed, answering(marked.name)),
    resolve('of another', 'type_metadata_mismatch', answering({ vct: mark })),
    resolve('under another digest', 'type_metadata_mismatch', answering({ vct, ...marked }), integrity),
    resolve('that extends itself', 'type_metadata_circular', answering({ vct, extends: vct })),
    resolve('with a marked name', malformed, answering({ vct, name: [mark] })),
    resolve('with a marked display', malformed, answering({ vct, display: [mark] })),
    resolve('with a marked claim', malformed, answering({ vct, claims: [{ path: [mark], sd: mark }] })),
    {
      title: 'a credential that lacks a claim of its type',
      code: 'type_metadata_claim_mismatch',
      run: async () => {
        const fetch = answering({ vct, claims: [{ path: [mark], mandatory: true }] })
        verifyClaimsAgainstType(
          { claims: { ...marked }, disclosable: [] },
          await resolveTypeMetadata({ vct, fetch }),
        )
      },
    },
  ]
}

async function trustListPaths(signer: Signer, search: Search): Promise<readonly FailurePath[]> {
  const [issuer = ''] = signer.keyId.split('#')
  const url = `https://${mark.toLowerCase()}.example/trust`
  const authority = { issuer, jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] } }
  const right: JsonObject = {
    iss: issuer,
    sub: url,
    sequence: 7,
    iat: nowSeconds,
    exp: nowSeconds + 3600,
    trust_list: { issuers: [{ issuer: `did:web:${mark}`, types: [`urn:${mark}`] }] },
  }
  const sign = async (changes: JsonObject = {}, typ = 'trustlist+jwt'): Promise<string> => {
    const text = await signJws({ header: { typ }, payload: { ...right, ...changes }, signer })
    search.add(text)
    return text
  }
  const wrong: readonly (readonly [string, FailurePath['code'], () => Promise<string>])[] = [
    ['in a text', 'trust_list_malformed', async () => `${mark}.${mark}.${mark}`],
    ['of a marked kind', 'trust_list_signature_invalid', () => sign({}, mark)],
    ['of another authority', 'trust_list_signature_invalid', () => sign({ iss: mark })],
    ['for another address', 'trust_list_subject_mismatch', () => sign({ sub: mark })],
    ['of a marked sequence', 'trust_list_malformed', () => sign({ sequence: mark })],
    ['that is over', 'trust_list_expired', () => sign({ iat: nowSeconds - 60, exp: nowSeconds - 1 })],
    ['of the future', 'trust_list_malformed', () => sign({ iat: nowSeconds + 600 })],
    ['of marks', 'trust_list_malformed', () => sign({ trust_list: { issuers: [mark], [mark]: mark } })],
  ]
  const follow = (fetch: GuardedFetch, read: () => Promise<string | undefined> = async () => undefined) =>
    createTrustFollower({ url, authority, fetch, now: () => now, memory: { read, write: async () => {} } })()
  const older = { sequence: 8, issuedAt: now, text: mark }
  return [
    ...wrong.flatMap(([title, code, make]): readonly FailurePath[] => [
      {
        title: `a trust list ${title}`,
        code,
        run: async () =>
          verifySignedTrustList(await make(), {
            expectedAuthority: authority,
            expectedUrl: url,
            expectedAfter: undefined,
            now,
          }),
      },
      {
        title: `the follower of a trust list ${title}`,
        code,
        run: async () => follow(answering(await make(), 'application/trustlist+jwt')),
      },
    ]),
    {
      title: 'a trust list that goes back',
      code: 'trust_list_rolled_back',
      run: async () =>
        verifySignedTrustList(await sign(), {
          expectedAuthority: authority,
          expectedUrl: url,
          expectedAfter: older,
          now,
        }),
    },
    {
      title: 'the follower of a trust list that does not come',
      code: 'trust_list_unreachable',
      run: () => follow(silent),
    },
    {
      title: 'the follower with a marked memory',
      code: 'trust_list_malformed',
      run: () => follow(silent, async () => `${mark}.${mark}.${mark}`),
    },
    {
      title: 'a trust list that is signed with marks',
      code: 'trust_list_malformed',
      run: () =>
        signTrustList({
          signer,
          authority: issuer,
          url,
          sequence: 1,
          issuedAt: now,
          expiresAt: new Date(now.getTime() + day),
          trustList: { issuers: [{ issuer: mark, types: [mark], [mark]: mark }] },
        }),
    },
  ]
}

function bundlePaths(): readonly FailurePath[] {
  const answer: JsonObject = {
    url: `https://${mark.toLowerCase()}.example/1`,
    status: 200,
    mediaType: mark,
    body: mark,
  }
  const right: JsonObject = {
    createdAt: '2026-11-01T04:00:00.000Z',
    expiresAt: '2026-11-08T04:00:00.000Z',
    trust: { issuers: [{ issuer: `did:web:${mark}`, types: [`urn:${mark}`] }] },
    answers: [answer],
  }
  const read = (title: string, changes: JsonObject): FailurePath => ({
    title: `a trust bundle ${title}`,
    code: title === 'of marks' ? 'trust_list_malformed' : 'trust_bundle_malformed',
    run: () => parseTrustBundle({ ...right, ...changes }),
  })
  const open = (at: string) => openTrustBundle(parseTrustBundle(right), () => new Date(at))
  return [
    read('with a marked member', { [mark]: mark }),
    read('of a marked time', { createdAt: mark }),
    read('with a marked answer', { answers: [mark] }),
    read('with two answers', { answers: [answer, answer] }),
    read('of marks', { trust: { issuers: [mark] } }),
    {
      title: 'a trust bundle that is over',
      code: 'trust_bundle_expired',
      run: () => open('2026-12-01T00:00:00Z').trust(),
    },
    {
      title: 'an answer that a trust bundle does not hold',
      code: 'network_unreachable',
      run: () => open('2026-11-02T00:00:00Z').fetch(`https://${mark.toLowerCase()}.example/2`),
    },
  ]
}
