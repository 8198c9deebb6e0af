import type { JsonValue } from '@lontar/credentials'
import { createDidResolver } from '@lontar/credentials/did'
import { addEntry, beginLog, createLogKey } from '../../conformance/checks/support/did-log-writer.ts'
import { fill, type HostileInput, hostileInput } from './hostile-input.ts'
import { now, serve } from './hostile-scene.ts'

const malformed = 'did_log_malformed'

function resolving(name: string, text: string, expected: string, did: string, file = 'x'): HostileInput {
  const resolve = createDidResolver({ fetch: serve({ [file]: text }), now: () => now })
  return hostileInput(name, text, expected, () => resolve(did))
}

/** A log in which everything is right but the last proof, so that everything is verified. */
async function signedLog(
  name: string,
  count: number,
  padding: JsonValue | ((entry: number) => JsonValue),
  expected = 'did_log_invalid',
): Promise<HostileInput> {
  const key = await createLogKey()
  const stranger = await createLogKey()
  const stateOf = (id: string, entry: number) => ({
    id,
    padding: typeof padding === 'function' ? padding(entry) : padding,
  })
  const parameters = { updateKeys: [key.multikey] }
  const time = (index: number) =>
    new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString().replace('.000', '')
  let log = await beginLog({
    ...{ parameters, state: stateOf('did:webvh:{SCID}:a.example', 0), versionTime: time(0), signedBy: key },
    ...(count === 1 && { signedBy: stranger, proof: named(key.multikey) }),
  })
  const did = `did:webvh:${log.scid}:a.example`
  for (let index = 1; index < count; index += 1) {
    const traits = { parameters: {}, state: stateOf(did, index), versionTime: time(index), signedBy: key }
    const isLast = index === count - 1
    log = await addEntry(log, {
      ...traits,
      ...(isLast && { signedBy: stranger, proof: named(key.multikey) }),
    })
  }
  return resolving(name, log.lines.join('\n'), expected, did, 'did.jsonl')
}

const named = (multikey: string) => ({ verificationMethod: `did:key:${multikey}#${multikey}` })

/** What fits into each of so many entries of a log of 256 KiB. */
const share = (count: number): number => Math.floor(261_000 / count) - 700

/**
 * Makes hostile DIDs and files of DIDs.
 *
 * @returns one of each kind.
 */
export async function hostileDidFiles(): Promise<readonly HostileInput[]> {
  const method = (_: unknown, index: number) => ({ id: `#${index}`, type: 'JsonWebKey', controller: 'x' })
  const web = JSON.stringify({
    id: 'did:web:a.example',
    verificationMethod: Array.from({ length: 3000 }, method),
  })
  const line = JSON.stringify({ versionId: '1-Qm', filler: 'x'.repeat(1600) })
  const scid = `did:webvh:Qm${'1'.repeat(44)}:a.example`
  const objects = (size: number) => Array.from({ length: Math.min(size / 8, 16_000) }, () => ({ a: 0 }))
  const distinct = (size: number) => (entry: number) =>
    Array.from({ length: size / 13 }, (_, index) => ({ [`${entry + 36}${index}`]: 0 }))
  return [
    resolving(
      'a DID document with 3,000 keys',
      web,
      'did_document_malformed',
      'did:web:a.example',
      'did.json',
    ),
    resolving('a DID log of 600 entries', fill(`${line}\n`, 1_000_000), malformed, scid, 'did.jsonl'),
    resolving('a did:key of 900,000 characters', '', 'did_malformed', `did:key:z${'2'.repeat(900_000)}`),
    await signedLog('a signed DID log of 64 entries of long text', 64, 'x'.repeat(share(64))),
    await signedLog('a signed DID log of 64 entries of small objects', 64, objects(share(64))),
    await signedLog('a signed DID log of 64 entries of names of their own', 64, distinct(share(64))),
    await signedLog(
      'a signed DID log of 64 entries of numbers',
      64,
      Array.from({ length: share(64) / 2 }, () => 0),
    ),
    await signedLog('a signed DID log of one entry of small objects', 1, objects(share(1))),
    await signedLog('a signed DID log of 65 entries', 65, '', malformed),
    await signedLog('a signed DID log of 64 entries and 1 MiB', 64, 'x'.repeat(15_000), malformed),
  ]
}
