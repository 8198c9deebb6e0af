import { expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { memoryEnvironment } from './memory-environment.test-support.ts'
import { run } from './run.ts'

test('lontar --version prints the version of the package and nothing else', async () => {
  const environment = memoryEnvironment()
  expect(await run(['--version'], environment)).toBe(0)
  expect(environment.output).toEqual({ stdout: `${manifest.version}\n`, stderr: '' })
})
