import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { didJwkSigner } from '@lontar/credentials/did'
import {
  bareJwk,
  createLocalSigner,
  generatePrivateJwk,
  type JsonObject,
  parseJws,
} from '@lontar/credentials/jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Lane, openLanes } from './support/lanes.ts'
import { remint } from './support/remint.ts'
import { openRooms, type Rooms } from './support/rooms.ts'

/** How each lane names what it refuses. The refusal of a peer's message says no more than its protocol does. */
interface Refusals {
  readonly algorithm: string
  readonly extension: string
  readonly text: string
  /** No key, another key, or a signature of another key. */
  readonly key: readonly string[]
}

const ofJws: Refusals = {
  algorithm: 'jws_algorithm_unexpected',
  extension: 'jws_critical_header_unsupported',
  text: 'jws_malformed',
  key: ['jws_key_unknown', 'jws_signature_invalid'],
}

const refusals: Readonly<Record<string, Refusals>> = {
  'credential vc+sd-jwt': ofJws,
  'credential dc+sd-jwt': ofJws,
  'credential vc+jwt': ofJws,
  'credential jwt_vc_json': ofJws,
  'presentation vc+jwt': { ...ofJws, key: ['key_binding_invalid'] },
  'presentation jwt_vc_json': { ...ofJws, key: ['key_binding_invalid'] },
  'key binding': always('key_binding_invalid'),
  'status list': { ...always('status_list_malformed'), key: ['status_list_signature_invalid'] },
  'key proof': always('invalid_proof'),
  'request object': { ...ofJws, key: ['authorization_request_signature_invalid'] },
  'verified identity': always('verified_identity_invalid'),
}

const laneNames = Object.keys(refusals)

function always(code: string): Refusals {
  return { algorithm: code, extension: code, text: code, key: [code] }
}

let rooms: Rooms
let lanes: ReadonlyMap<string, Lane>

beforeAll(async () => {
  rooms = await openRooms()
  lanes = new Map((await openLanes(rooms)).map((lane) => [lane.name, lane]))
  expect([...lanes.keys()]).toEqual(laneNames)
})

function laneOf(name: string): Lane & Refusals {
  const lane = lanes.get(name)
  const codes = refusals[name]
  if (lane === undefined || codes === undefined) throw new TypeError('no such lane')
  return { ...lane, ...codes }
}

/** A token that is right but for its header, signed by the key that the lane trusts. */
async function withHeader(lane: Lane, change: (header: JsonObject) => object | string): Promise<string> {
  const header = (old: JsonObject) => change(old) as Readonly<Record<string, unknown>> | string
  return remint(await lane.mint(), { signer: lane.signer, header })
}

describe.each(laneNames)('the lane %s', (name) => {
  test('accepts an honest token, also one that was made by the tools of these attacks', async () => {
    const lane = laneOf(name)
    expect(await lane.submit(await lane.mint())).toBeUndefined()
    expect(await lane.submit(await withHeader(lane, (header) => header))).toBeUndefined()
  })

  test('A1 refuses alg none in any spelling, and a missing alg, before a key is looked up', async () => {
    const lane = laneOf(name)
    const jwt = await lane.mint()
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '', null, ['ES256'], undefined]) {
      const header = (old: JsonObject) => ({ ...old, alg })
      for (const signature of ['', jwt.slice(jwt.lastIndexOf('.') + 1)]) {
        expect(await lane.submit(await remint(jwt, { header, signature })), `${alg}`).toBe(lane.algorithm)
      }
      expect(await lane.submit(await remint(jwt, { header, signer: lane.signer })), `${alg}`).toBe(
        lane.algorithm,
      )
    }
    expect(await lane.submit(jwt)).toBeUndefined()
  })

  test('A4 takes no key from the token', async () => {
    const lane = laneOf(name)
    const attacker = await didJwkSigner(await generatePrivateJwk())
    for (const kid of [lane.signer.keyId, attacker.keyId, undefined]) {
      const header = ({ kid: _kid, jwk: _jwk, ...old }: JsonObject) => ({
        ...old,
        jwk: bareJwk(attacker.publicJwk),
        kid,
      })
      const refusal = await lane.submit(await remint(await lane.mint(), { signer: attacker, header }))
      // In a key proof the key is the subject: it proves who asks, and opens nothing.
      if (name === 'key proof' && kid === undefined) expect(refusal).toBeUndefined()
      else expect(lane.key).toContain(refusal)
    }
  })

  test('A5 follows no address in a header', async () => {
    const lane = laneOf(name)
    const canary = await openCanary()
    const attacker = await createLocalSigner(await generatePrivateJwk())
    const before = rooms.network.calls.length
    for (const member of ['jku', 'x5u', 'kid']) {
      for (const signer of [attacker, lane.signer]) {
        const header = (old: JsonObject) => ({ ...old, [member]: `${canary.url}/keys.json` })
        const refusal = await lane.submit(await remint(await lane.mint(), { signer, header }))
        if (signer === attacker) expect(lane.key, member).toContain(refusal)
      }
    }
    expect(rooms.network.calls.slice(before).filter((url) => url.startsWith(canary.url))).toEqual([])
    expect(await canary.close()).toBe(0)
  })

  test('A5 takes a kid for a name and for nothing else', async () => {
    const lane = laneOf(name)
    for (const kid of [
      '../../keys/1',
      "' OR 1=1 --",
      '\u0000',
      'https://issuer.example/keys/1',
      7,
      null,
      {},
    ]) {
      const refusal = await lane.submit(await withHeader(lane, (old) => ({ ...old, kid })))
      // RFC 9901 section 4.1.2: the key of a key binding is the one of cnf, so that its kid names nothing.
      if (name === 'key binding' || name.startsWith('presentation')) expect(refusal).toBeUndefined()
      else expect(lane.key, String(kid)).toContain(refusal)
    }
  })

  test('A13 refuses every extension that a header calls critical', async () => {
    const lane = laneOf(name)
    const extensions: readonly object[] = [
      { crit: [] },
      { crit: ['exp'], exp: 1 },
      { crit: ['b64'], b64: true },
      { crit: ['b64'], b64: false },
      { crit: ['unheard-of'], 'unheard-of': 1 },
      { crit: ['alg'] },
      { crit: 'b64' },
      { crit: null },
      { b64: false },
      { b64: true },
    ]
    for (const extension of extensions) {
      const jwt = await withHeader(lane, (old) => ({ ...old, ...extension }))
      expect(await lane.submit(jwt), JSON.stringify(extension)).toBe(lane.extension)
    }
  })

  test('H4 refuses a header and a payload that say a thing twice', async () => {
    const lane = laneOf(name)
    const jwt = await withHeader(lane, (old) => JSON.stringify(old).replace('{', '{"alg":"none",'))
    expect(await lane.submit(jwt)).toBe(lane.text)
    const typ = await withHeader(lane, (old) => JSON.stringify(old).replace('{', '{"typ":"JWT",'))
    expect(await lane.submit(typ)).toBe(lane.text)
  })
})

describe('A18 a token of one kind in the lane of another, all signed by one key', () => {
  let oneKey: readonly Lane[]
  beforeAll(async () => {
    const everyRole = await didJwkSigner(await generatePrivateJwk())
    oneKey = await openLanes(await openRooms({ everyRole }), everyRole)
  })

  test('is refused, for every pair; each kind passes in its own lane', async () => {
    const accepted: string[] = []
    for (const from of oneKey) {
      for (const into of oneKey) {
        if ((await into.submit(await from.mint())) === undefined)
          accepted.push(`${from.name} -> ${into.name}`)
      }
    }
    expect(accepted).toEqual(laneNames.map((name) => `${name} -> ${name}`))
  })

  test('is refused for its type alone, when all the rest is right', async () => {
    const accepted: string[] = []
    const foreign = ['at+jwt', 'vp+sd-jwt', 'application/kb+jwt', 'application/vc+jwt', '', undefined]
    const types = new Set([...oneKey.map(({ typ }) => typ), ...foreign])
    for (const lane of oneKey) {
      for (const typ of types) {
        const jwt = await withHeader(lane, (old) => ({ ...old, typ }))
        if ((await lane.submit(jwt)) === undefined) accepted.push(`${lane.typ} as ${typ}`)
      }
    }
    const own = oneKey.map(({ typ }) => `${typ} as ${typ}`)
    // VC Data Model 1.1 section 6.3.1: a credential and a presentation of VC 1.1 may leave their type out.
    expect(accepted.filter((pair) => pair !== 'JWT as undefined').sort()).toEqual(own.sort())
  })

  test('is told apart by the type that this suite believes it has', async () => {
    for (const lane of oneKey) expect(parseJws(await lane.mint()).header['typ']).toBe(lane.typ)
  })
})

/** A listener that counts who comes. */
async function openCanary(): Promise<{ readonly url: string; close(): Promise<number> }> {
  let connections = 0
  const server = createServer().on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      await new Promise((resolve) => server.close(resolve))
      return connections
    },
  }
}
