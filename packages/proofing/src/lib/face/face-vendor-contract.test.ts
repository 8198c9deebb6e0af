import { parseJson } from '@lontar/credentials/jose'
import { describe, expect, it } from 'vitest'
import contract from '../../../fixtures/face-vendor-contract.json' with { type: 'json' }
import { guardedLoopback } from '../../../fixtures/guarded-loopback.ts'
import { startOfJpeg, startOfPng } from '../../../fixtures/pictures.ts'
import { serve } from '../../../fixtures/serve.ts'
import {
  createFaceVendorSimulatorHandler,
  type FaceVendorSimulatorOptions,
} from './create-face-vendor-simulator-handler.ts'
import { type FaceVendor, openFaceVendor } from './open-face-vendor.ts'

const apiKey = 'kunci-contoh'
const settings = { apiKey, engine: 'simulator/1', scale: 'similarity', threshold: 0.9 } as const
const randomBytes = (length: number) => new Uint8Array(length).fill(7)

function simulatorOf({ state, ...options }: FaceVendorSimulatorOptions & { readonly state?: string }) {
  const stateOf = async () => (state === 'inactive' ? ('inactive' as const) : ('active' as const))
  return createFaceVendorSimulatorHandler({ ...options, apiKey, stateOf })
}

/** Asks the vendor what a recorded request asks. */
function ask(vendor: FaceVendor, path: string) {
  if (path === '/v1/compare') return vendor.matcher.compare(startOfPng, startOfJpeg)
  if (path === '/v1/verify') {
    return vendor.verifyFace({ nik: '5371995708900001', image: startOfJpeg, consentRef: 'consent-1' })
  }
  const frames = [
    { pose: 'front', image: startOfPng },
    { pose: 'left', image: startOfJpeg },
  ] as const
  return vendor.detector.judge({ captureId: 'capture-1', frames })
}

describe.each(contract)('the recorded contract of a vendor: $title', (recorded) => {
  const { path, request, response, outcome, simulator } = recorded

  it('is what the adapter sends and reads', async () => {
    const sent: unknown[] = []
    const vendor = openFaceVendor({
      ...{ ...settings, url: 'https://vendor.example/v1/', randomBytes, certifiedMatching: true },
      certifiedLiveness: true,
      fetch: async (url, { headers, body } = {}) => {
        sent.push([url, headers, parseJson(body ?? '')])
        const text = JSON.stringify(response)
        return { status: 200, headers: new Headers(), text: () => text, json: () => parseJson(text) }
      },
    })
    const found = await ask(vendor, path)
    expect(sent).toEqual([
      [
        `https://vendor.example${path}`,
        expect.objectContaining({ authorization: `Bearer ${apiKey}` }),
        request,
      ],
    ])
    expect(found).toMatchObject({ ...outcome, engine: 'simulator/1', certified: true, simulated: false })
    expect(found.txn).toBe(request.transactionId)
    if (!('score' in outcome)) expect(found).not.toHaveProperty('score')
  })

  it('is what the simulator answers', async () => {
    const url = `https://vendor.example${path}`
    const body = JSON.stringify(request)
    const headers = { authorization: `Bearer ${apiKey}` }
    const answer = await simulatorOf(simulator)(new Request(url, { method: 'POST', headers, body }))
    expect(answer.headers.get('lontar-simulated')).toBe('true')
    expect(await answer.json()).toEqual(response)
  })

  it('holds over HTTP, and is marked as simulated and certified by nobody', async () => {
    const url = `${await serve(simulatorOf(simulator))}/v1`
    const told = { certifiedMatching: true, certifiedLiveness: true }
    const vendor = openFaceVendor({ ...settings, ...told, url, fetch: guardedLoopback })
    expect(await ask(vendor, path)).toMatchObject({ ...outcome, certified: false, simulated: true })
  })
})
