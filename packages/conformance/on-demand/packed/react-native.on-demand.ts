// React Native as far as there is no phone: Metro bundles, the bundle runs without a browser, and Hermes' compiler takes it.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Application, installPackages } from '../../packed/support/install-packages.ts'
import { neededGlobals } from '../../packed/support/needed-globals.ts'
import { packPackages } from '../../packed/support/pack-packages.ts'
import { runBare } from '../../packed/support/run-bare.ts'
import { program } from '../../packed/support/test-installed.ts'

const tools = {
  metro: '0.87.1',
  '@babel/core': '7.29.0',
  '@react-native/babel-preset': '0.88.1',
  '@react-native/metro-babel-transformer': '0.88.1',
  'hermes-compiler': '260318099.0.8',
}

const folder = mkdtempSync(join(tmpdir(), 'lontar-react-native-'))
let application: Application
let bundle: string

beforeAll(async () => {
  const tarballs = packPackages(folder)
  const options = { folder: join(folder, 'application'), manager: 'npm', tarballs, others: tools } as const
  application = await installPackages(options)
  copyFileSync(program('without-node.mjs'), join(application.folder, 'without-node.mjs'))
  await application.run(program('metro.mjs'))
  bundle = join(application.folder, 'bundle.js')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the bundle that Metro makes for React Native', () => {
  test('runs with the globals that the documentation names', async () => {
    const said = await runBare(readFileSync(bundle, 'utf8'), neededGlobals())
    expect(said).toBe('{"accepted":[true,false,true,false],"held":0,"serves":"function"}')
  })

  test('is accepted by the compiler of Hermes', () => {
    const bytecode = join(application.folder, 'bundle.hbc')
    const compiler = join(application.folder, 'node_modules/hermes-compiler/hermesc/linux64-bin/hermesc')
    execFileSync(compiler, ['-O', '-emit-binary', '-w', '-out', bytecode, bundle], { stdio: 'pipe' })
    expect(statSync(bytecode).size).toBeGreaterThan(100_000)
  })
})
