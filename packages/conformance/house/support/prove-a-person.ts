import { join } from 'node:path'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { parseKtp } from '@lontar/documents/ktp'
import { verifyKtp } from '@lontar/proofing'
import { recordConsent } from '@lontar/proofing/consent'
import { withEvidenceImages } from '@lontar/proofing/evidence-images'
import { createMemoryOfficerDesk, createOfficer } from '@lontar/proofing/officer'
import { createRegistrySimulator } from '@lontar/proofing/registry-simulator'
import { openStore } from '@lontar/store'
import { mariaContoh } from '@lontar/testkit'

// One person is proved in a process of its own, and the work ends in the way that is named.
const [folder = '', ending = '', marker = ''] = process.argv.slice(2)
const store = await openStore({
  database: `sqlite:${join(folder, 'lontar.db')}`,
  passphrase: 'a passphrase',
  create: true,
})
const signer = await createLocalSigner(await generatePrivateJwk())
const card = parseKtp(mariaContoh)
const status = ending === 'refused' ? 'dead' : 'active'
await store.registry.put(card.nik, { ...mariaContoh, status })
const controller = { name: 'Dinas Contoh', url: 'https://dinas.example', dataProtectionOfficer: 'pdp' }
const consent = await recordConsent(
  { records: store.consents, controller, signer },
  { agreed: ['identity', 'registry', 'face'], language: 'id', document: { nik: card.nik } },
)
const officer = await createOfficer({ id: 'dev', name: 'Development', role: 'registrar' })

async function outcomeOf(): Promise<'accepted' | 'refused' | 'review'> {
  if (ending === 'thrown') throw new Error('the engine broke')
  if (ending === 'killed') process.kill(process.pid, 'SIGKILL')
  if (ending === 'review') return 'review'
  const verifying = verifyKtp({
    ktp: card,
    registry: createRegistrySimulator({ records: store.registry }),
    desk: createMemoryOfficerDesk({ officers: [officer], now: () => new Date() }),
    organization: 'Dinas Contoh',
    policy: { residence: '53', timeZone: 'Asia/Makassar', dangerouslyAcceptSimulatedEvidence: true },
    consentRef: consent.id,
    consents: { records: store.consents, expectedKeys: [signer.publicJwk] },
    signer,
    now: new Date(),
  })
  return await verifying.then(
    () => 'accepted',
    () => 'refused',
  )
}

const image = (): Uint8Array => new TextEncoder().encode(`${marker} `.repeat(2000))
try {
  const options = { consent, custody: store.evidenceImages }
  // An earlier step left them in custody, as a registration does that goes on later.
  await withEvidenceImages(options, async (images) => {
    images.put('card', image())
    return { outcome: 'pending' }
  })
  const { outcome } = await withEvidenceImages(options, async (images) => {
    images.put('selfie', image())
    if (!images.has('card')) throw new Error('the card is gone')
    return { outcome: await outcomeOf() }
  })
  process.stdout.write(`${outcome}\n`)
} catch {
  process.stdout.write('thrown\n')
}
const left = await store.evidenceImages.load(consent.id, new Date())
process.stdout.write(`${[...left.keys()].join()}\n`)
await store.close()
