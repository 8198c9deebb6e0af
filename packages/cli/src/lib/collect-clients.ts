import type { PublicClient } from '@lontar/issuer'
import { InvalidValueError } from './invalid-value.ts'
import { isAppAddress } from './is-app-address.ts'

/** Each app of the authorization code flow, as `ID=URI`; one named again may be sent back to both places. */
export function collectClients(value: string, before: readonly PublicClient[] = []): readonly PublicClient[] {
  const [, clientId = '', redirectUri = ''] = /^([\w.-]{1,100})=(.+)$/.exec(value) ?? []
  if (clientId === '' || !isAppAddress(redirectUri)) {
    throw new InvalidValueError({
      id: 'ID=URI: nama aplikasi dan alamat kembalinya (https, skema milik aplikasi, atau http pada loopback).',
      en: "ID=URI: the app's name and where it is sent back to (https, a scheme of its own, or http on loopback).",
    })
  }
  const others = before.filter((client) => client.clientId !== clientId)
  const known = before.find((client) => client.clientId === clientId)?.redirectUris ?? []
  return [...others, { clientId, redirectUris: [...new Set([...known, redirectUri])] }]
}
