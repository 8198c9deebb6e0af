import { setTimeout as wait } from 'node:timers/promises'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { describe, expect, it } from 'vitest'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'
import { tellSlowFetch } from './tell-slow-fetch.ts'

function fetchIn(milliseconds: number): GuardedFetch {
  return async () => {
    await wait(milliseconds)
    return { status: 200, headers: new Headers(), text: () => 'text', json: () => ({}) }
  }
}

async function told(each: number, patience: number): Promise<string> {
  const environment = memoryEnvironment()
  const fetch = tellSlowFetch(memoryInvocation(environment), fetchIn(each), patience)
  for (const path of ['one', 'two', 'three'])
    expect((await fetch(`https://a.example/${path}`)).status).toBe(200)
  return environment.output.stderr
}

describe('a fetch that a person waits for', () => {
  it('says nothing while it is quick', async () => {
    expect(await told(0, 5_000)).toBe('')
  })

  it('says each address once the whole takes long', async () => {
    expect(await told(120, 180)).toBe(
      'Waiting for https://a.example/two …\nWaiting for https://a.example/three …\n',
    )
  })
})
