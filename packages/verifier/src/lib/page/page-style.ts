/** The style of the pages: for the width of a phone first, light and dark. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#14211b;--paper:#fbfaf5;--line:#d8d5c8;--leaf:#1d6b45;--on-leaf:#fff;--warn:#9a2b12}
@media(prefers-color-scheme:dark){:root{--ink:#eceae0;--paper:#151a17;--line:#39413b;--leaf:#7ecda1;--on-leaf:#0d1711;--warn:#ffab91}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{max-width:26rem;margin:0 auto;padding:1.25rem 1rem 2rem;overflow-wrap:anywhere}
nav{text-align:right}
nav a,.plain{color:inherit}
h1{font-size:1.35rem;line-height:1.3;margin:.5rem 0 1rem}
dl{margin:0 0 1.25rem;border-top:1px solid var(--line)}
dl div{padding:.5rem 0;border-bottom:1px solid var(--line)}
dt{font-size:.85rem;opacity:.8}
dd{margin:0}
ul{margin:0;padding-left:1.2rem}
.button{display:block;padding:.85rem 1rem;border-radius:.6rem;background:var(--leaf);color:var(--on-leaf);text-align:center;font-weight:600;text-decoration:none}
.button:focus-visible,a:focus-visible{outline:3px solid var(--leaf);outline-offset:2px}
.qr{display:block;width:100%;max-width:20rem;margin:.5rem auto;border-radius:.6rem}
.scan{text-align:center;margin:1.25rem 0 0}
.note{font-size:.9rem}
.warn{color:var(--warn);font-weight:600}
`
