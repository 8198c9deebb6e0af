/** The style of the sign-in pages: for the width of a phone first, light and dark. */
export const signInStyle = `
:root{color-scheme:light dark;--ink:#14211b;--paper:#fbfaf5;--line:#8b8877;--leaf:#1d6b45;--on-leaf:#fff;--warn:#9a2b12}
@media(prefers-color-scheme:dark){:root{--ink:#eceae0;--paper:#151a17;--line:#7b857d;--leaf:#7ecda1;--on-leaf:#0d1711;--warn:#ffab91}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{max-width:26rem;margin:0 auto;padding:1.25rem 1rem 2rem;overflow-wrap:anywhere}
h1{font-size:1.35rem;line-height:1.3;margin:.5rem 0 1rem}
dl{margin:0 0 1.25rem}
dt{font-size:.85rem;opacity:.8}
dd{margin:0 0 .5rem}
label{display:block;margin:1rem 0 .25rem;font-weight:600}
input{width:100%;padding:.75rem;border:1px solid var(--line);border-radius:.6rem;background:transparent;color:inherit;font:inherit;font-size:1.25rem;letter-spacing:.08em}
button{width:100%;margin-top:1rem;padding:.85rem 1rem;border:1px solid var(--leaf);border-radius:.6rem;background:var(--leaf);color:var(--on-leaf);font:inherit;font-weight:600}
button.plain{background:transparent;color:inherit}
button.language{width:auto;margin:1rem 0 0 auto;display:block;padding:.5rem .75rem;border-color:var(--line);background:transparent;color:inherit;font-weight:400}
input:focus-visible,button:focus-visible{outline:3px solid var(--leaf);outline-offset:2px}
.warn{color:var(--warn);font-weight:600}
`
