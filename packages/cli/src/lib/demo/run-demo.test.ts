import { describe, expect, it } from 'vitest'
import { memoryEnvironment } from '../memory-environment.test-support.ts'
import { run } from '../run.ts'

const now = (): Date => new Date()

describe('the demo', () => {
  it.each(['id', 'en'])(
    'tells each step on a line of at most 80 columns, with its time: %s',
    async (lang) => {
      const environment = memoryEnvironment({ now, variables: {} })
      expect(await run(['demo', '--lang', lang], environment)).toBe(0)
      const lines = environment.output.stdout.trimEnd().split('\n')
      for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80)
      const steps = lines.filter((line) => line.startsWith('✓'))
      expect(steps).toHaveLength(13)
      for (const step of steps) expect(step).toMatch(/^✓ {1,3}\d+\.\d\d s {2}\S/)
      expect(lines.at(-1)).toContain('npm run -s lontar -- --help')
      expect(environment.output.stderr).toBe('')
    },
  )

  it('is one JSON value for a program', async () => {
    const environment = memoryEnvironment({ now, variables: {} })
    expect(await run(['demo', '--json'], environment)).toBe(0)
    const answer = JSON.parse(environment.output.stdout) as { steps: { text: string; seconds: number }[] }
    expect(Object.keys(answer)).toEqual(['steps'])
    expect(answer.steps).toHaveLength(13)
    for (const step of answer.steps) {
      expect(Object.keys(step)).toEqual(['text', 'seconds'])
      expect(step.text).not.toBe('')
      expect(step.seconds).toBeGreaterThanOrEqual(0)
    }
  })

  it('starts from a card image where it is told to', async () => {
    const environment = memoryEnvironment({ now, variables: {} })
    expect(await run(['demo', '--scan', '--json'], environment)).toBe(0)
    const { steps } = JSON.parse(environment.output.stdout) as { steps: { text: string }[] }
    expect(steps).toHaveLength(14)
    expect(steps[3]?.text).toBe("Maria's card is read from its picture, offline")
  }, 60_000)

  it('says by name that a file is no picture', async () => {
    const environment = memoryEnvironment({ now, variables: {}, workingDirectory: import.meta.dirname })
    expect(await run(['demo', '--scan', 'run-demo.ts', '--json'], environment)).toBe(1)
    expect(JSON.parse(environment.output.stdout)).toMatchObject({ error: { code: 'card_image_unreadable' } })
  })
})
