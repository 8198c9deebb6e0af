import { setTimeout as wait } from 'node:timers/promises'
import { credentialTypes, typeOfUrl } from '@lontar/documents/credential-types'
import type { CollectOptions, PendingIssuance, Wallet, WalletCredential } from '@lontar/wallet'
import type { Invocation } from './invocation.ts'
import { terminalLine } from './terminal-text.ts'

/** How a delivery is taken. */
export interface Taking {
  readonly collect: CollectOptions
  /** Whether what is promised for later is waited for. */
  readonly waits: boolean
}

/**
 * Takes credentials and says what came and what was promised for later.
 *
 * @param take what brings the credentials, such as taking up an offer.
 */
export async function takeDelivery(
  invocation: Invocation,
  wallet: Wallet,
  { collect, waits }: Taking,
  take: () => Promise<readonly WalletCredential[]>,
): Promise<void> {
  const before = new Set((await wallet.pending()).map(({ id }) => id))
  const credentials = [...(await take())]
  const promised = (await wallet.pending()).filter(({ id }) => !before.has(id))
  for (const { id } of waits ? promised : []) {
    credentials.push(...(await collectPromised(invocation, wallet, id, { collect, waits })))
  }
  const left = new Set((await wallet.pending()).map(({ id }) => id))
  showDelivery(
    invocation,
    credentials,
    promised.filter(({ id }) => left.has(id)),
  )
}

/** Asks for what was promised: once, or until the issuer decided or the process is asked to stop. */
export async function collectPromised(
  { environment: { now, stopSignal } }: Invocation,
  wallet: Wallet,
  id: string,
  { collect, waits }: Taking,
): Promise<readonly WalletCredential[]> {
  for (;;) {
    const outcome = await wallet.collect(id, collect)
    if (outcome.state === 'received') return outcome.credentials
    if (!waits || stopSignal.aborted) return []
    const milliseconds = Math.max(outcome.availableAt.getTime() - now().getTime(), 250)
    await wait(milliseconds, undefined, { signal: stopSignal }).catch(() => undefined)
  }
}

/** Prints what came and what is promised. */
export function showDelivery(
  invocation: Invocation,
  credentials: readonly WalletCredential[],
  pending: readonly PendingIssuance[],
): void {
  const value = { credentials: credentials.map(publishedCredential), ...(pending.length > 0 && { pending }) }
  const lines = [
    ...credentials.map((credential) => credentialLine(invocation, credential)),
    ...pending.map((issuance) => promiseLine(invocation, issuance)),
  ]
  invocation.result(value, lines.join('\n'))
}

/** A line about what was promised: what, by whom, and until when to wait. */
export function promiseLine(
  invocation: Invocation,
  { id, issuer, configurationId, availableAt }: PendingIssuance,
): string {
  const what = [id, configurationId, issuer].map(terminalLine).join('  ')
  const time = invocation.time(availableAt)
  const when = {
    id: `dijanjikan; tanyakan mulai ${time}: lontar wallet collect ${id}`,
    en: `promised; ask from ${time}: lontar wallet collect ${id}`,
  }
  return `${what}\n  ${invocation.text(when)}`
}

/** A credential as a program gets it. */
export function publishedCredential({ id, type, format, issuer, expiresAt }: WalletCredential): object {
  return { id, type: typeName(type), format, issuer, expiresAt }
}

/** A credential as a person reads it. */
export function credentialLine(
  invocation: Invocation,
  { id, type, format, issuer, expiresAt }: WalletCredential,
): string {
  const until = expiresAt === null ? '-' : invocation.time(expiresAt)
  return [id, typeName(type), format, shortIssuer(issuer), until].map(terminalLine).join('  ')
}

/** The end tells issuers apart: every `did:jwk` of a P-256 key begins alike. */
function shortIssuer(issuer: string): string {
  return issuer.length <= 40 ? issuer : `${issuer.slice(0, 15)}…${issuer.slice(-24)}`
}

/** The name of a type of ours; another issuer's type keeps its identifier. */
export function typeName(type: string): string {
  const id = typeOfUrl(type)
  return id === undefined ? type : credentialTypes[id].name
}
