// Ages of times, the connection's state, and the buttons: what neither HTML nor htmx does by itself.
"use strict";
(() => {
  const SILENCE = 40000; // The stack sends a beat each 15 s.
  const banner = document.getElementById("connection");
  let source = null;
  let heard = Date.now();
  let lostAt = 0;

  const age = (date) => {
    const seconds = Math.max(0, Math.round((Date.now() - date) / 1000));
    if (seconds < 120) return seconds + " s ago";
    if (seconds < 7200) return Math.floor(seconds / 60) + " min ago";
    if (seconds < 172800) return Math.floor(seconds / 3600) + " h ago";
    return Math.floor(seconds / 86400) + " days ago";
  };

  const tellAges = () => {
    for (const time of document.querySelectorAll("time[datetime]")) {
      const text = age(Date.parse(time.dateTime));
      if (!time.title) time.title = time.textContent;
      if (time.textContent !== text) time.textContent = text;
    }
  };

  const say = (text) => {
    if (banner.textContent !== text) banner.textContent = text;
  };

  const lost = () => {
    if (lostAt === 0) lostAt = Date.now();
    say("\u26a0 The connection to the stack is lost: what is shown is as it was then. Trying again.");
    document.body.classList.add("lost");
  };

  const found = () => {
    heard = Date.now();
    if (lostAt !== 0) {
      lostAt = 0;
      say("");
      document.body.classList.remove("lost");
    }
  };

  // The extension asks this for its connections.
  htmx.createEventSource = (url) => {
    source = new EventSource(url);
    heard = Date.now();
    for (const name of ["open", "beat", "message"]) source.addEventListener(name, found);
    return source;
  };

  document.addEventListener("htmx:sseError", lost);
  document.addEventListener("htmx:afterSettle", tellAges);
  document.addEventListener("htmx:oobAfterSwap", tellAges);

  setInterval(() => {
    tellAges();
    if (source && source.readyState === EventSource.OPEN && Date.now() - heard > SILENCE) {
      // It looks open, but nothing has come: the extension opens another one.
      source.close();
      source.dispatchEvent(new Event("error"));
    }
  }, 1000);
  tellAges();

  const actions = document.getElementById("actions");
  if (actions) {
    const answer = document.getElementById("answer");
    actions.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = event.submitter;
      answer.textContent = "Asking ...";
      try {
        const response = await fetch(button.value, {
          method: "POST",
          headers: { Authorization: "Bearer " + document.getElementById("token").value },
        });
        answer.textContent = response.ok
          ? "\u2714 " + button.textContent + ": the stack will do so."
          : "\u2716 " + (await response.text());
      } catch {
        answer.textContent = "\u2716 The stack does not answer; try again.";
      }
    });
  }

  document.addEventListener("click", async (event) => {
    if (!event.target.closest || !event.target.closest("button.copy")) return;
    const text = event.target.closest("li").querySelector("pre");
    const selection = getSelection();
    selection.selectAllChildren(text);
    try {
      // Only over HTTPS, where browsers permit it; elsewhere it is marked, to be copied by hand.
      await navigator.clipboard.writeText(text.textContent);
      say("Copied.");
    } catch {
      say(document.execCommand("copy") ? "Copied." : "It is marked: copy it with Ctrl+C.");
    }
  });
})();
