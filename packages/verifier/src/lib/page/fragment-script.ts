/**
 * The script of the page to which a wallet's answer comes in the fragment. It posts the fragment to its own address,
 * where answers are received, and takes it out of the address and the history first. Opened again it posts nothing.
 */
export const fragmentScript = `
const answer = location.hash.slice(1)
history.replaceState(null, '', location.pathname + location.search)
const say = (name) => document.querySelector('[data-' + name + ']').removeAttribute('hidden')
const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
if (answer !== '') {
  fetch(location.pathname, { method: 'POST', headers, body: answer, credentials: 'omit' }).then(
    ({ ok }) => say(ok ? 'taken' : 'refused'),
    () => say('refused'),
  )
}
`
