"use strict";
DKFDS.init();

// what was swapped took the focus with it; it goes back to where the reader was
document.addEventListener("htmx:afterSettle", (event) => {
  const asked = event.detail.requestConfig?.elt;
  const place = document.getElementById(asked?.dataset?.focus ?? "");
  place?.focus({ preventScroll: true });
});
