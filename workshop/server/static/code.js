// The return code: copy and print.

const tools = document.getElementById("code-tools");
const copy = document.getElementById("copy");
tools.hidden = false;
copy.hidden = !navigator.clipboard; // plain http on a LAN has no clipboard
copy.addEventListener("click", async () => {
  await navigator.clipboard.writeText(document.getElementById("return-words").textContent.trim());
  document.getElementById("copied").textContent = copy.dataset.done;
});
document.getElementById("print").addEventListener("click", () => print());
