import { OperationError } from '@lontar/credentials/errors'
import { expect, it } from 'vitest'
import { memoryEnvironment } from './memory-environment.test-support.ts'
import { errorReporter } from './report-error.ts'

it('tells of each failure in one line, and nothing of its cause', () => {
  const environment = memoryEnvironment()
  const report = errorReporter({ environment })
  report(new OperationError('database_locked', 'The database is locked.', { cause: new Error('MARKED') }))
  report(new Error('MARKED'))
  report('MARKED')
  const unexpected = { name: 'OperationError', code: 'internal', message: 'something unexpected failed' }
  const lines = environment.output.stderr.trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { error: { name: 'OperationError', code: 'database_locked', message: 'The database is locked.' } },
    { error: unexpected },
    { error: unexpected },
  ])
  expect(environment.output.stdout).toBe('')
})
