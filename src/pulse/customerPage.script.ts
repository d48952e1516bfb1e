/**
 * The one script of the customer's pages, which they do without: when there is no connection, what she has ticked and
 * written stays where it is, and she is told to send again. It keeps nothing anywhere.
 */
export const script = `
(()=>{const f=document.querySelector("form.keep"),n=document.getElementById("off");if(!f||!n||!window.fetch)return
const b=f.querySelector("button")
f.addEventListener("submit",e=>{e.preventDefault();n.hidden=true;b.disabled=true
fetch(f.getAttribute("action"),{method:"POST",body:new URLSearchParams(new FormData(f))}).then(r=>{if(r.redirected)return location.assign(r.url)
if(r.status>499)throw r
return r.text().then(t=>{document.open();document.write(t);document.close()})}).catch(()=>{b.disabled=false;n.hidden=false;n.focus()})})
addEventListener("pageshow",()=>{b.disabled=false})})()
`.trim();
