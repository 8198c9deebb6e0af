/**
 * The style of the web component. It follows what the visitor prefers, light or dark; a page that has decided says so
 * with `color-scheme` on the element. Every pair of colours that carries text has a contrast of 4.5 or more.
 */
export const elementStyle = `
:host{display:block;color-scheme:light dark;container-type:inline-size;text-align:start;
--ink:light-dark(#14211b,#eceae0);--soft:light-dark(#4b574f,#b3bab0);--paper:light-dark(#fbfaf5,#151a17);--line:light-dark(#d8d5c8,#39413b);
--leaf:light-dark(#1d6b45,#7ecda1);--on-leaf:light-dark(#fff,#0d1711);--warn:light-dark(#9a2b12,#ffab91)}
:host([hidden]){display:none}
*{box-sizing:border-box}
section{max-width:26rem;margin:0 auto;padding:1.25rem;border:1px solid var(--line);border-radius:1rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h2{font-size:1.3rem;line-height:1.3;margin:0 0 1rem;text-wrap:balance}
h2:focus{outline:0}
p{margin:0}
dl{margin:0;border-top:1px solid var(--line)}
dl div{padding:.5rem 0;border-bottom:1px solid var(--line)}
dt{font-size:.875rem;color:var(--soft)}
dd{margin:0}
ul{margin:0;padding-left:1.2rem}
.ways{margin-top:1.25rem}
.button{display:block;width:100%;margin:0 0 .75rem;padding:.8rem 1rem;border:2px solid transparent;border-radius:.6rem;background:var(--leaf);color:var(--on-leaf);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.button~.button{border-color:var(--leaf);background:transparent;color:var(--leaf)}
.button:focus-visible,h2:focus-visible{outline:3px solid var(--leaf);outline-offset:2px}
.qr{display:block;width:100%;max-width:18rem;margin:.5rem auto;border-radius:.6rem;forced-color-adjust:none}
.scan{text-align:center}
[role=timer]{font-variant-numeric:tabular-nums}
.note{font-size:.875rem;color:var(--soft);margin-top:1rem}
.notice~p{margin-bottom:1rem}
[role=status]{margin-top:1rem;padding-left:1.4rem;position:relative;font-weight:600}
[role=status]::before{content:"";position:absolute;left:.2rem;top:.45em;width:.6rem;height:.6rem;border-radius:50%;background:var(--leaf)}
[data-state=accepted]{border:2px solid var(--leaf)}
[data-state=accepted] h2{color:var(--leaf)}
[data-state=refused] h2,[data-state=failed] h2,[data-state=cookies] h2{color:var(--warn)}
[data-state]:not([data-state=pending]) [role=status]{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
section>:nth-last-child(2){margin-bottom:0}
@media(prefers-reduced-motion:no-preference){[role=status]::before{animation:pulse 1.6s ease-in-out infinite}}
@keyframes pulse{50%{opacity:.25}}
@container(min-width:44rem){[data-state=pending]{max-width:52rem;padding:2rem}.request{display:grid;grid-template-columns:1fr 1fr;gap:2.5rem}.ways{margin:0}}
`
