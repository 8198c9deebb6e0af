import { offerLimits } from '@lontar/issuer'
import { InvalidValueError } from './invalid-value.ts'

/** A TCP port, 0 to 65535. */
export function parsePort(value: string): number {
  return parseWhole(value, 0, 65_535)
}

/** Seconds, up to 30 days. */
export function parseExpiresIn(value: string): number {
  return parseWhole(value, 1, offerLimits.maxLifeSeconds)
}

/** How many copies of a credential, 1 to 50. */
export function parseCopies(value: string): number {
  return parseWhole(value, 1, offerLimits.maxCopies)
}

/** For how many days a holder may renew at most. */
export const maxRenewalDays = 365

/** Days, up to a year; 0 for none. */
export function parseRenewalDays(value: string): number {
  return parseWhole(value, 0, maxRenewalDays)
}

/** How long a person is waited for, in seconds: up to an hour. */
export function parseTimeout(value: string): number {
  return parseWhole(value, 1, 3600)
}

/** The sequence of a trust list, from 1. */
export function parseSequence(value: string): number {
  return parseWhole(value, 1, Number.MAX_SAFE_INTEGER)
}

/** How many receipts are listed: up to 1000. */
export function parseReceiptCount(value: string): number {
  return parseWhole(value, 1, 1000)
}

/** How many questions a minute: up to 600. */
export function parsePerMinute(value: string): number {
  return parseWhole(value, 1, 600)
}

function parseWhole(value: string, least: number, most: number): number {
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < least || number > most) {
    throw new InvalidValueError({
      id: `Bilangan bulat dari ${least} sampai ${most}.`,
      en: `A whole number from ${least} to ${most}.`,
    })
  }
  return number
}
