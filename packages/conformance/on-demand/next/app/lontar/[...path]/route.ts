import { lontarVerifier } from '@lontar/verifier/next'
import { verifier } from '../../hotel.ts'

export const dynamic = 'force-dynamic'
export const { GET, POST, OPTIONS } = lontarVerifier(verifier)
