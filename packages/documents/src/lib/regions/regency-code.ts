/** A regency's code of the Ministry of Home Affairs (Kemendagri) with its dot, `NN.NN`, as in the NIK: never a BPS code. */
export type RegencyCode = `${number}.${number}`
