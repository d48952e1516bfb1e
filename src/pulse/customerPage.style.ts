/** The whole style of the customer's pages: it travels inside the page, so that there is nothing more to fetch. */
export const style = `
:root{color-scheme:light dark;--ink:light-dark(#201d18,#ece7dd);--soft:light-dark(#5b5447,#b9b1a2);--line:light-dark(#8c8474,#7d7667);--paper:light-dark(#fff,#26241f);--ground:light-dark(#faf7f1,#1b1a18);--act:light-dark(#1c5b4c,#8fd3c0);--on:light-dark(#fff,#12211d);--wrong:light-dark(#9c2b1f,#ffb4a8);font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);overflow-wrap:anywhere;hyphens:auto}
main{max-width:38rem;margin:0 auto;padding:1.25rem min(1rem,4vw) 2rem}
h1{font-size:min(1.5rem,8.5vw);line-height:1.25;margin:.5rem 0}
.bar{display:flex;justify-content:space-between;gap:1rem;color:var(--soft)}
a{color:var(--act)}
fieldset,.part{border:1px solid var(--line);border-radius:.75rem;background:var(--paper);margin:1rem 0;padding:.5rem min(1rem,4vw) 1rem;min-width:0}
legend,.part>label:first-child{font-weight:600;padding:.5rem 0 0;float:left;width:100%;margin-bottom:.5rem}
legend+*{clear:both}
.choice{display:flex;align-items:center;gap:min(.75rem,3vw);min-height:2.75rem;padding:.25rem min(.5rem,2vw);border-radius:.5rem;cursor:pointer}
.choice:hover,.choice:has(:checked){background:color-mix(in srgb,var(--act) 12%,transparent)}
input[type=radio],input[type=checkbox]{width:1.35rem;height:1.35rem;flex:none;accent-color:var(--act);margin:0}
textarea,input[type=text]{width:100%;font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:.5rem;padding:.6rem}
.hint{color:var(--soft);font-size:.9375rem;clear:both}
label.hint{display:block;margin-bottom:.5rem}
.wrong{border:2px solid var(--wrong);border-radius:.75rem;padding:.75rem 1rem;color:var(--wrong)}
.wrong a,.fault{color:var(--wrong)}
[aria-invalid=true]{border-color:var(--wrong)!important}
.note{border-left:.25rem solid var(--act);padding:.25rem 1rem}
button{font:inherit;font-weight:600;min-height:3rem;padding:.6rem 1.5rem;border:1px solid transparent;border-radius:.6rem;background:var(--act);color:var(--on);cursor:pointer}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
footer{border-top:1px solid var(--line);margin-top:2rem;color:var(--soft);font-size:.9375rem}
`.trim();
