import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import {
  envelopeCredential,
  envelopePresentation,
  openEnvelopedCredential,
  openEnvelopedPresentation,
} from './envelope.ts'

const context = 'https://www.w3.org/ns/credentials/v2'
const malformed = expect.objectContaining({ code: 'presentation_malformed' })

describe('an envelope', () => {
  it.each([
    { format: 'vc+jwt', text: 'a.b.c' },
    { format: 'vc+sd-jwt', text: 'a.b.c~d~' },
  ] as const)('gives back the $format that was put in', (credential) => {
    const envelope = envelopeCredential(credential)
    expect(envelope).toEqual({
      '@context': context,
      id: `data:application/${credential.format},${credential.text}`,
      type: 'EnvelopedVerifiableCredential',
    })
    expect(openEnvelopedCredential(envelope)).toEqual(credential)
  })

  it('gives back the presentation that was put in', () => {
    const envelope = envelopePresentation('a.b.c')
    expect(envelope).toMatchObject({
      id: 'data:application/vp+jwt,a.b.c',
      type: 'EnvelopedVerifiablePresentation',
    })
    expect(openEnvelopedPresentation(envelope)).toBe('a.b.c')
    expect(openEnvelopedPresentation({ ...envelope, id: 'data:application/vp+sd-jwt,a.b.c~' })).toBe('a.b.c~')
  })

  it('has its context first and its type among others', () => {
    const envelope = envelopeCredential({ format: 'vc+jwt', text: 'a.b.c' })
    const lists = {
      ...envelope,
      '@context': [context, 'urn:x'],
      type: ['Other', 'EnvelopedVerifiableCredential'],
    }
    expect(openEnvelopedCredential(lists).text).toBe('a.b.c')
  })

  const envelope = envelopeCredential({ format: 'vc+jwt', text: 'a.b.c' })
  const wrong: readonly (readonly [string, JsonValue])[] = [
    ['text', 'data:application/vc+jwt,a.b.c'],
    ['null', null],
    ['a list', [envelope]],
    ['another context', { ...envelope, '@context': 'https://www.w3.org/2018/credentials/v1' }],
    ['its context in second place', { ...envelope, '@context': ['urn:x', context] }],
    ['no type', without(envelope, 'type')],
    ['the type of a presentation', { ...envelope, type: 'EnvelopedVerifiablePresentation' }],
    ['no id', without(envelope, 'id')],
    ['base64', { ...envelope, id: 'data:application/vc+jwt;base64,YS5iLmM' }],
    ['a media type of ours in capitals', { ...envelope, id: 'data:application/VC+JWT,a.b.c' }],
    ['the media type of a presentation', { ...envelope, id: 'data:application/vp+jwt,a.b.c' }],
    ['another media type', { ...envelope, id: 'data:application/vc+cose,a.b.c' }],
    ['nothing in it', { ...envelope, id: 'data:application/vc+jwt,' }],
    ['percent-encoding', { ...envelope, id: 'data:application/vc+jwt,a%2Eb.c' }],
    ['a fragment', { ...envelope, id: 'data:application/vc+jwt,a.b.c#x' }],
    ['a line break', { ...envelope, id: 'data:application/vc+jwt,a.b.c\n' }],
    ['a list of ids', { ...envelope, id: ['data:application/vc+jwt,a.b.c'] }],
  ]
  it.each(wrong)('is refused with %s', (_name, value) => {
    expect(() => openEnvelopedCredential(value)).toThrow(malformed)
    expect(() => openEnvelopedPresentation(value)).toThrow(malformed)
  })
})

function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name))
}
