/** A letter of another alphabet, or a digit other than 0 to 9. Signs that alphabets share are none. */
const foreign = /[^\P{L}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]|[^\P{Nd}0-9]/u

/** True for a text in Latin letters and ASCII digits, as cards print (Permendagri 73/2022 article 4). */
export function isLatinText(text: string): boolean {
  return !foreign.test(text)
}
