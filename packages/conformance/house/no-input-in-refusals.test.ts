import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonValue, Verdict } from '@lontar/credentials'
import { LontarError } from '@lontar/credentials/errors'
import type { JsonLimits } from '@lontar/credentials/jose'
import { describe, expect, test, vi } from 'vitest'
import type { NegativeCase } from '../checks/negative-case.ts'
import { loadNegativeCases } from '../checks/negative-cases.ts'
import { createSearch, everythingOf, mark } from './support/marks.ts'

const seen = vi.hoisted(() => ({
  failures: [] as unknown[],
  inputs: new Set<string>(),
}))

// Every case ends in one of these two, which know the failure itself.
vi.mock(import('../checks/negative-case.ts'), async (loadOriginal) => {
  const original = await loadOriginal()
  return {
    codeOf: (attempt) =>
      original.codeOf(async () => {
        try {
          await attempt()
        } catch (error) {
          seen.failures.push(error)
          throw error
        }
      }),
    codeOfVerdict: (verify: () => Promise<Verdict<unknown>>) =>
      original.codeOfVerdict(async () => {
        const verdict = await verify()
        // The value of a verdict is what was verified; a failed one has none that anybody may use.
        seen.failures.push({ ok: verdict.ok, checks: verdict.checks })
        return verdict
      }),
  }
})

// The check of a status turns a failure into its code; here the failure itself is seen before.
vi.mock(import('../../credentials/src/lib/status/create-status-checker.ts'), async (loadOriginal) => {
  const original = await loadOriginal()
  return {
    createStatusChecker: (config) => {
      const check = original.createStatusChecker(config)
      return async (references, issuer) => {
        const answer = await check(references, issuer)
        seen.failures.push({ checks: [answer] })
        return answer
      }
    },
  }
})
vi.mock(import('../../credentials/src/lib/status/code-of-status-error.ts'), async (loadOriginal) => {
  const original = await loadOriginal()
  return {
    codeOfStatusError: (error) => {
      seen.failures.push(error)
      return original.codeOfStatusError(error)
    },
  }
})

// Whatever a case signs carries the mark: in the header, in the payload, and in the subject.
vi.mock(import('../../credentials/src/lib/jose/sign-jws.ts'), async (loadOriginal) => {
  const original = await loadOriginal()
  return {
    signJws: ({ header, payload, ...rest }) =>
      original.signJws({
        ...rest,
        header: { ...header, ...marks },
        payload: { ...payload, ...marks, ...markedSubject(payload.credentialSubject) },
      }),
  }
})

// Whatever a case has read as JSON is looked for: documents, logs, keys, lists, disclosures.
vi.mock(import('../../credentials/src/lib/jose/parse-json.ts'), async (loadOriginal) => {
  const original = await loadOriginal()
  return {
    ...original,
    parseJson: ((text: string, limits?: JsonLimits) => {
      remember(text)
      return original.parseJson(text, limits)
    }) as typeof original.parseJson,
    parseJsonObject: (text) => {
      remember(text)
      return original.parseJsonObject(text)
    },
  }
})

const marks = { MARKEDMEMBER: mark }

function markedSubject(subject: JsonValue | undefined): object {
  const isObject = typeof subject === 'object' && subject !== null && !Array.isArray(subject)
  return isObject ? { credentialSubject: { ...subject, ...marks } } : {}
}

function remember(text: unknown): void {
  if (typeof text !== 'string' || text.length > 100_000) return
  if (text.length >= 12) seen.inputs.add(text)
  for (const [, leaf = ''] of text.matchAll(/"([^"\\]{8,400})"/g)) seen.inputs.add(leaf)
}

const source = join(import.meta.dirname, '../../credentials/src/lib')
const code = globSync('**/*.ts', { cwd: source })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(source, file), 'utf8'))
  .join('\n')

const cases = await loadNegativeCases()

const marked = createSearch()

/** The marks, and what a case read that the source does not say itself: it names members, types and contexts. */
function leaksIn(text: string): readonly string[] {
  const parts = [...seen.inputs].flatMap((input) => [input, ...input.split(/[.~]/)])
  const own = parts.filter((part) => part.length >= 8 && text.includes(part) && !code.includes(part))
  return [...marked.find(text), ...own]
}

function messagesOf(error: unknown): readonly string[] {
  return error instanceof LontarError ? [error.message, ...messagesOf(error.cause)] : []
}

async function failuresOf(run: NegativeCase['run']): Promise<readonly unknown[]> {
  seen.failures.length = 0
  seen.inputs.clear()
  await run()
  return [...seen.failures]
}

const failed = new Set<unknown>()

describe('a refusal tells nothing of what it refuses', () => {
  test.each(cases.map((each) => [each.step, each.name.slice(0, 100), each] as const))(
    '%s: %s',
    async (_step, _name, each) => {
      const failures = await failuresOf(each.run)
      if (failures.length > 0) failed.add(each)
      for (const failure of failures) {
        expect(leaksIn(await everythingOf(failure))).toEqual([])
        // The sentence stands in the source, so that no value was put into it.
        for (const message of messagesOf(failure)) expect(code.includes(message), message).toBe(true)
        if (failure instanceof LontarError) {
          const { name, code, message } = failure
          expect(JSON.parse(JSON.stringify(failure))).toEqual({ name, code, message })
        }
      }
    },
  )

  test('was seen in every case', () => {
    expect(cases.length).toBeGreaterThan(500)
    expect(cases.filter((each) => !failed.has(each)).map(({ step, name }) => `${step}: ${name}`)).toEqual([])
  })
})
