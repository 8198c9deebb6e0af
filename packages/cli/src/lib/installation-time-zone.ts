import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { configurationFile } from './configuration.ts'
import { defaultTimeZone, issuerTimeZone } from './issuer-time-zone.ts'
import { parseConfiguration } from './parse-configuration.ts'

/**
 * The IANA zone in which a person reads times: that of the issuer of a data folder; the default for a verifier, for a
 * wallet, and where no folder can be read. It is for showing alone, so that nothing about the folder is an error here.
 */
export function installationTimeZone(directory: string): string {
  try {
    const { issuer } = parseConfiguration(readFileSync(join(directory, configurationFile), 'utf8'))
    return issuer === undefined ? defaultTimeZone : issuerTimeZone(issuer)
  } catch {
    return defaultTimeZone
  }
}
