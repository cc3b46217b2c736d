// The join form: another pseudonym without a new page, and one press is enough.

const form = document.querySelector("form.join");
const another = form.querySelector("[name=another]");
const others = another.dataset.others.split("|").filter(Boolean);

another.addEventListener("click", (event) => {
  const next = others.shift();
  if (!next) return; // the server has more
  event.preventDefault();
  form.elements.pseudonym.value = next;
  document.getElementById("pseudonym").textContent = next;
});

let sent = 0;
form.addEventListener("submit", (event) => {
  if (Date.now() - sent < 3000) event.preventDefault();
  sent = Date.now();
});
