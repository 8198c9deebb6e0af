import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Signer } from '@lontar/credentials'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { parseTrustList } from '@lontar/credentials/trust'
import { createClientAttestation } from '@lontar/openid4vc/oauth'
import { createMemoryVault, openWallet, type Wallet } from '@lontar/wallet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDesk, type Desk, freePort, type Run, type Serving } from './support/lontar.ts'
import { maria } from './support/people.ts'

const clientId = 'https://dompet.example'
let desk: Desk
let provider: Signer
let serving: Serving

beforeAll(async () => {
  desk = createDesk(await mkdtemp(join(tmpdir(), 'lontar-attested-')))
  provider = await newSigner()
  const attesters = [
    { jwks: { keys: [{ ...provider.publicJwk, kid: provider.keyId }] }, clientIds: [clientId] },
  ]
  await writeFile(join(desk.folder, 'attesters.json'), JSON.stringify(attesters))
  await writeFile(join(desk.folder, 'maria.json'), JSON.stringify(maria))
  const url = `http://127.0.0.1:${await freePort()}`
  const attested = ['--attesters', 'attesters.json', '--attestation-required']
  await done(['init', '--url', url, '--name', 'Dinas Contoh', '--dev', ...attested])
  await done(['trust', 'export', '--out', 'trust.json'])
  await done(['wallet', 'init', '--dev'])
  serving = await desk.serve(['serve', '--json'])
}, 60_000)

afterAll(async () => {
  expect(await serving.stop()).toBe(0)
  await rm(desk.folder, { recursive: true, force: true })
})

const newSigner = async (): Promise<Signer> => createLocalSigner(await generatePrivateJwk())

async function done(args: readonly string[]): Promise<Run> {
  const run = await desk.run(args)
  expect(run, `${args.join(' ')}\n${run.stdout}${run.stderr}`).toMatchObject({ exitCode: 0 })
  return run
}

async function offer(): Promise<string> {
  const what = ['--format', 'dc+sd-jwt', '--no-tx-code', '--json']
  const run = await done(['issue', '--ktp', 'maria.json', '--officer', 'dev', ...what])
  return run.json<{ credentialOfferUri: string }>().credentialOfferUri
}

async function walletAttestedBy(attester: Signer): Promise<Wallet> {
  const signer = await newSigner()
  const attest = () =>
    createClientAttestation({ signer: attester, clientId, instanceKey: signer.publicJwk, now: new Date() })
  return openWallet({
    vault: createMemoryVault(),
    fetch: createGuardedFetch({ dangerouslyAllowLoopbackHttp: true }),
    clientAttestation: { clientId, signer, attest },
  })
}

const trust = async () => parseTrustList(JSON.parse(await readFile(join(desk.folder, 'trust.json'), 'utf8')))

test('a wallet for which a named provider vouches is served', async () => {
  const wallet = await walletAttestedBy(provider)
  expect(await wallet.receive(await offer(), { trust: await trust() })).toHaveLength(1)
})

test('one of another provider is refused, and one without, who is told what was answered', async () => {
  const stranger = await walletAttestedBy(await newSigner())
  await expect(stranger.receive(await offer(), { trust: await trust() })).rejects.toMatchObject({
    protocolError: 'invalid_client',
  })
  const plain = await desk.run(['wallet', 'receive', await offer(), '--trust', 'trust.json'])
  expect([plain.exitCode, plain.stderr]).toEqual([
    1,
    expect.stringContaining('The answer was invalid_client.'),
  ])
})
