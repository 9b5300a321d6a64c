// A button beside a field copies what stands in it. Without scripts the button stays hidden, and the field is selected by hand.
"use strict";

async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy"); // where the page is not served safely, or the browser is old
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener("click", async () => {
    await copy(document.getElementById(button.dataset.copy));
    button.textContent = button.dataset.copied;
    document.getElementById("copied").textContent = `${button.dataset.copied}: ${document.querySelector(`label[for="${button.dataset.copy}"]`).textContent}`;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
