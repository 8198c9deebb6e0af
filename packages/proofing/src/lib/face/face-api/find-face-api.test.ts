import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { findFaceApi } from './find-face-api.ts'
import { openFaceApi } from './open-face-api.ts'

/** A folder in which these packages are installed. */
function installed(...packages: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'lontar-face-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of packages) {
    const manifest = join(folder, 'node_modules', name, 'package.json')
    mkdirSync(dirname(manifest), { recursive: true })
    writeFileSync(manifest, JSON.stringify({ name, version: '1.2.3', main: 'index.js' }))
    writeFileSync(join(dirname(manifest), 'index.js'), '')
  }
  return join(folder, 'package.json')
}

const all = ['@vladmandic/face-api', '@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm']

it('finds the three packages beside the application, and names the version that is there', () => {
  const from = installed(...all)
  const places = findFaceApi(from)
  expect(places.engine).toBe('@vladmandic/face-api/1.2.3')
  expect(places.faceApi).toBe(
    join(dirname(from), 'node_modules/@vladmandic/face-api/dist/face-api.node-wasm.js'),
  )
  expect(places.models).toBe(join(dirname(from), 'node_modules/@vladmandic/face-api/model'))
  expect(places.wasmFolder).toBe(`${join(dirname(from), 'node_modules/@tensorflow/tfjs-backend-wasm')}/`)
})

it.each(all)('says so when %s is not installed', (missing) => {
  const from = installed(...all.filter((name) => name !== missing))
  expect(() => openFaceApi({ resolveFrom: from })).toThrow(
    expect.objectContaining({ name: 'OperationError', code: 'face_matcher_unavailable' }),
  )
})
