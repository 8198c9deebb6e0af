import { join } from 'node:path'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { openRegistryClient } from '@lontar/proofing'
import { openFaceVendor } from '@lontar/proofing/face'
import { createFaceVendorSimulatorHandler } from '@lontar/proofing/face-simulator'
import { createMemoryLivenessStore } from '@lontar/proofing/liveness'
import { createRegistrationHandler, type RegistrationOffice } from '@lontar/proofing/registration'
import { createRegistrySimulatorHandler } from '@lontar/proofing/registry-simulator'
import { openTesseractReader } from '@lontar/proofing/tesseract-reader'
import { openStore } from '@lontar/store'
import { mariaContoh, startLoopbackServer } from '@lontar/testkit'

// Registrations in a process of their own: a real database, the real reader, a registry and a face vendor over HTTP.
const [folder = ''] = process.argv.slice(2)
const store = await openStore({
  database: `sqlite:${join(folder, 'lontar.db')}`,
  passphrase: 'a passphrase',
  create: true,
})

/** Invented people by the last digit of their NIK. */
const statuses = { 1: 'active', 2: 'dead', 3: 'duplicate', 4: 'moved', 5: 'nothing' }
for (const [digit, status] of Object.entries(statuses)) {
  const nik = `537199570890000${digit}`
  const moved = { provinsi: 'JAWA TIMUR', kabupatenKota: 'KOTA SURABAYA', status: 'active' }
  await store.registry.put(nik, { ...mariaContoh, nik, status, ...(status === 'moved' && moved) })
}
const registry = await startLoopbackServer(createRegistrySimulatorHandler({ records: store.registry }))
const vendorSimulator = await startLoopbackServer(createFaceVendorSimulatorHandler({ apiKey: 'key' }))
const toLoopback = createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })
const vendor = openFaceVendor({
  ...{ url: vendorSimulator.url, apiKey: 'key', engine: 'simulator/1', fetch: toLoopback },
  ...{ scale: 'similarity', threshold: 0.9, certifiedMatching: true, certifiedLiveness: true },
  dangerouslyCertifySimulator: true,
})
const signer = await createLocalSigner(await generatePrivateJwk())
const office: RegistrationOffice = {
  store: store.registrations,
  consents: {
    records: store.consents,
    controller: { name: 'Dinas Contoh', url: 'https://dinas.example', dataProtectionOfficer: 'pdp' },
    signer,
  },
  images: store.evidenceImages,
  reader: await openTesseractReader(),
  registry: openRegistryClient({
    url: registry.url,
    credentials: { userId: 'u', password: 'p', ipUser: '127.0.0.1' },
    fetch: toLoopback,
    verifyFace: vendor.verifyFace,
  }),
  faces: {
    challenges: createMemoryLivenessStore(),
    detector: vendor.detector,
    registry: { expectedScale: 'similarity', expectedThreshold: 0.9 },
  },
  officers: store.officers,
  organization: 'Dinas Contoh',
  policy: { residence: '53', timeZone: 'Asia/Makassar', dangerouslyAcceptSimulatedEvidence: true },
}
const onError = (code: string): void => void process.stderr.write(`failed: ${code}\n`)
const server = await startLoopbackServer(createRegistrationHandler({ office, onError }))
process.stdout.write(
  `${JSON.stringify({ event: 'listening', url: server.url, evidenceKey: signer.publicJwk })}\n`,
)
