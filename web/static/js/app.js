"use strict";
DKFDS.init();

// what was swapped took the focus with it; it goes back to where the reader was
document.addEventListener("htmx:afterSettle", (event) => {
  const button = event.detail.requestConfig?.triggeringEvent?.submitter;
  const place = document.getElementById(button?.closest("details")?.querySelector("summary")?.id ?? "");
  place?.focus({ preventScroll: true });
});
