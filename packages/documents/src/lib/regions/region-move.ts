import type { NikParts } from '../nik/parse-nik.ts'
import { nttRegencies } from './ntt-regencies.ts'
import { papuaRegencyMoves } from './papua-regency-moves.ts'

/** Where a region went whose code is no longer given to new NIKs. */
export interface RegionMove {
  /** The code in the NIK with its dots: of a regency (`91.09`) or of a district (`53.04.06`). */
  readonly from: string
  /** The regencies of today that it may lie in; one for a regency that moved, one or more for a district. */
  readonly to: readonly string[]
}

/**
 * Finds where the region of a NIK went: the 26 regencies that moved when Papua was split in 2022, and the districts
 * that the regencies of Nusa Tenggara Timur lost to the regencies split off from them.
 *
 * @param region of `parseNik`
 * @returns `undefined` for a region that did not move, or of which nothing is known
 */
export function findRegionMove({ province, regency, district }: NikParts['region']): RegionMove | undefined {
  const prefix = province + regency
  const moved = Object.hasOwn(papuaRegencyMoves, prefix) ? papuaRegencyMoves[prefix] : undefined
  if (moved !== undefined) return { from: dotted(prefix), to: [dotted(moved)] }
  const parent = nttRegencies.find(({ code }) => code === dotted(prefix))
  if (parent?.retiredDistricts.includes(Number(district)) !== true) return undefined
  const to = nttRegencies.filter(({ splitFrom }) => splitFrom === parent.code).map(({ code }) => code)
  return { from: `${parent.code}.${district}`, to }
}

function dotted(prefix: string): string {
  return `${prefix.slice(0, 2)}.${prefix.slice(2)}`
}
