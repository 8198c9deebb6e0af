/** The credential is valid. */
export const statusValid = 0
/** The credential is revoked for ever. */
export const statusInvalid = 1
/** The credential is suspended and may become valid again. */
export const statusSuspended = 2
