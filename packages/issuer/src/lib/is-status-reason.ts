const maxLength = 200

/**
 * True for a text that may stand as the reason of a change of status: at most 200 characters on one line. It is kept
 * in clear and shown in lists, so that 16 digits in a row are refused: they would be a NIK.
 */
export function isStatusReason(text: string): boolean {
  return text.length <= maxLength && !/\p{Cc}|\d{16}/u.test(text)
}
