import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createCertificate, type TestCertificate } from '@lontar/testkit'

/** A key as the suite is given it, with its certificate but without the root. */
export type SuiteJwk = JsonWebKey & {
  readonly kid: string
  readonly alg: 'ES256'
  readonly use: 'sig'
  readonly x5c: readonly string[]
}

/**
 * The keys that the suite plays its roles with. All are invented: they prove nothing about anybody, and whatever is
 * under test has to be told to trust `rootPem` for the time of the run.
 */
export interface SuiteKeys {
  /** The authority above all of them, as PEM. */
  readonly rootPem: string
  /** Signs client attestations when an issuer is under test. */
  readonly attester: SuiteJwk
  /** Signs key attestations when an issuer is under test. */
  readonly keyAttestation: SuiteJwk
  /** Signs credentials when a wallet is under test. */
  readonly credential: SuiteJwk
  /** The authorization server's when a wallet is under test. */
  readonly server: SuiteJwk
  /** Signs requests for presentations when a wallet is under test; its certificate names the host of the suite. */
  readonly verifier: SuiteJwk
  /** The host of the suite that they were made for. */
  readonly suiteHost: string
}

/** What an issuer, wallet or verifier under test must trust: the root, and the public keys by name. */
export function publicPart(keys: SuiteKeys): object {
  const { rootPem, suiteHost: _suiteHost, ...rest } = keys
  const shown = Object.entries(rest).map(([name, { d: _secret, ...publicJwk }]) => [name, publicJwk])
  return { rootPem, ...Object.fromEntries(shown) }
}

/**
 * Reads the keys of a file; makes the file, readable by its owner alone, when it is not there. Without a file the keys
 * live as long as the run.
 *
 * @param suiteHost the host that certificates name.
 * @throws {TypeError} for the keys of another host: the suite would not take them for its own.
 */
export async function openSuiteKeys(
  file: string | undefined,
  now: Date,
  suiteHost: string,
): Promise<SuiteKeys> {
  if (file !== undefined && existsSync(file)) return readKeys(file, suiteHost)
  const keys = await createSuiteKeys(now, suiteHost)
  if (file !== undefined)
    writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  return keys
}

function readKeys(file: string, suiteHost: string): SuiteKeys {
  const keys = JSON.parse(readFileSync(file, 'utf8')) as SuiteKeys
  if (keys.suiteHost === suiteHost) return keys
  throw new TypeError('The keys of the file were made for another host; name another file with --keys.')
}

/** Fresh keys under a fresh root, good for a year. */
export async function createSuiteKeys(now: Date, suiteHost: string): Promise<SuiteKeys> {
  const life = {
    notBefore: new Date(now.getTime() - 60_000),
    notAfter: new Date(now.getTime() + 365 * 86_400_000),
  }
  const root = await createCertificate({
    commonName: 'Lontar conformance root',
    isCa: true,
    keyUsageBits: 0x06,
    ...life,
  })
  const leaf = async (commonName: string, dnsNames: readonly string[] = []): Promise<SuiteJwk> =>
    asSuiteJwk(
      commonName,
      await createCertificate({ commonName, dnsNames, issuedBy: root, keyUsageBits: 0x80, ...life }),
    )
  return {
    rootPem: root.pem,
    attester: await leaf('attester'),
    keyAttestation: await leaf('key-attestation'),
    credential: await leaf('credential'),
    server: await leaf('server'),
    verifier: await leaf('verifier', [suiteHost]),
    suiteHost,
  }
}

function asSuiteJwk(kid: string, { privateJwk, base64 }: TestCertificate): SuiteJwk {
  const { kty, crv, x, y, d } = privateJwk
  return { kty, crv, x, y, d, kid, alg: 'ES256', use: 'sig', x5c: [base64] } as SuiteJwk
}
