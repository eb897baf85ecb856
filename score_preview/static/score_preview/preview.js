/* The preview's page: starts the blocks' scripts, counts what was seen as done, notices a rebuilt course. */
(function () {
  "use strict";

  const VIEW_DELAY = 2500; // milliseconds in view until a text counts as read
  const POLL_EVERY = 2000;

  function csrfToken() {
    const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return found ? decodeURIComponent(found[1]) : "";
  }

  function post(url, body, type) {
    return fetch(url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "X-CSRFToken": csrfToken(), "Content-Type": type },
      body: body,
      keepalive: true,
    });
  }

  /* What a block's script gets from an LMS, too. */
  const runtime = {
    handlerUrl: function (element, name, suffix, query) {
      const block = (element.jquery || Array.isArray(element) ? element[0] : element).closest("[data-handler-base]");
      let url = block.dataset.handlerBase + name;
      if (suffix) url += "/" + suffix;
      return query ? url + "?" + query.replace(/^\?/, "") : url;
    },
    notify: function () {},
    children: function () { return []; },
    childMap: function () { return null; },
  };

  function startBlocks() {
    document.querySelectorAll("[data-init]").forEach(function (element) {
      const start = window[element.dataset.init];
      if (typeof start !== "function") {
        console.error("No script for " + element.dataset.usageId);
        return;
      }
      const given = element.dataset.initArguments;
      new start(runtime, element, given ? JSON.parse(given) : undefined);
    });
  }

  /* A text counts as read once it was in view for a while. */
  function countViews() {
    const main = document.querySelector("[data-viewed]");
    if (!main) return;
    const waiting = new Map();
    const watch = new IntersectionObserver(function (seen) {
      seen.forEach(function (entry) {
        const element = entry.target;
        if (!entry.isIntersecting) {
          clearTimeout(waiting.get(element));
          waiting.delete(element);
        } else if (!waiting.has(element)) {
          waiting.set(element, setTimeout(function () {
            watch.unobserve(element);
            post(main.dataset.viewed, new URLSearchParams({ block: element.dataset.usageId }).toString(),
              "application/x-www-form-urlencoded").then(function (answer) {
                if (answer.ok) element.dataset.seen = "true";
              });
          }, VIEW_DELAY));
        }
      });
    }, { threshold: 0.05 });
    main.querySelectorAll("[data-read-on-view]").forEach(function (element) { watch.observe(element); });
  }

  function countVideos() {
    document.querySelectorAll("video[data-publish]").forEach(function (video) {
      let told = false;
      video.addEventListener("timeupdate", function () {
        if (told || !video.duration || video.currentTime < 0.95 * video.duration) return;
        told = true;
        post(video.dataset.publish, JSON.stringify({ completion: 1 }), "application/json");
      });
    });
  }

  /* On narrow screens the contents are folded until asked for. */
  function foldContents() {
    const fold = document.querySelector(".side-fold");
    const narrow = window.matchMedia("(max-width: 63.99rem)");
    if (!fold) return;
    fold.open = !narrow.matches;
    narrow.addEventListener("change", function () { fold.open = !narrow.matches; });
  }

  function closeMenus() {
    const who = document.querySelector(".who");
    if (!who) return;
    document.addEventListener("click", function (event) {
      if (!who.contains(event.target)) who.open = false;
    });
    who.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !who.open) return;
      who.open = false;
      who.querySelector("summary").focus();
    });
  }

  function watchEditions() {
    const page = document.documentElement;
    if (!page.dataset.edition) return;
    const bar = document.getElementById("rebuilt");
    bar.querySelector("button").addEventListener("click", function () { location.reload(); });
    const timer = setInterval(function () {
      if (document.hidden) return;
      fetch(page.dataset.changes, { credentials: "same-origin" })
        .then(function (answer) { return answer.ok ? answer.json() : { edition: page.dataset.edition }; })
        .then(function (found) {
          if (found.edition === page.dataset.edition) return;
          clearInterval(timer);
          const busy = document.activeElement && document.activeElement.matches("input, textarea, select");
          if (busy) bar.hidden = false;
          else location.reload();
        })
        .catch(function () { /* the preview was stopped: the page stays readable */ });
    }, POLL_EVERY);
  }

  foldContents();
  closeMenus();
  watchEditions();
  document.addEventListener("DOMContentLoaded", function () {
    startBlocks();
    countViews();
    countVideos();
  });
})();
