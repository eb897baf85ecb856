// Asking a server for JSON, by POST or GET.

const token = () => {
  const found = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  return found ? decodeURIComponent(found[1]) : "";
};

// Why it failed. `kind`: "session" (signed out), "other" (somebody else is signed in), "refused" (the server says no, and
// why), "network" (worth trying again).
export class PostError extends Error {
  constructor(kind, message = "", status = 0) {
    super(message);
    this.kind = kind;
    this.status = status;
  }
}

// Resolves to the answer's JSON; rejects with a PostError. `options`: `timeout` in ms, `keepalive` while the page is left.
export const post = (url, body, options) => ask(url, { method: "POST", body: JSON.stringify(body) }, options);

// The same for an address that only tells something.
export const get = (url, options) => ask(url, { method: "GET" }, options);

async function ask(url, request, { timeout = 30000, keepalive = false } = {}) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), timeout);
  let response, text;
  try {
    response = await fetch(url, {
      ...request,
      keepalive,
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      signal: control.signal,
    });
    text = await response.text();
  } catch (failure) {
    throw new PostError("network", String(failure));
  } finally {
    clearTimeout(timer);
  }
  return read(response.status, response.redirected, text);
}

// Post a form with a file; `progress(percent)` while it goes.
export function upload(url, values, progress, timeout = 180000) {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.append(name, ...[].concat(value));
  const request = new XMLHttpRequest();
  const sent = new Promise((resolve, reject) => {
    request.onload = resolve;
    request.onerror = request.ontimeout = request.onabort = () => reject(new PostError("network"));
  });
  request.upload.onprogress = ({ loaded, total }) => progress(Math.floor((100 * loaded) / total));
  request.open("POST", url);
  request.setRequestHeader("X-CSRFToken", token());
  request.timeout = timeout;
  request.send(form);
  return sent.then(() => read(request.status, !request.responseURL.endsWith(url), request.responseText));
}

function read(status, redirected, text) {
  let answer = null;
  try {
    answer = JSON.parse(text);
  } catch (failure) {
    answer = null;
  }
  const ok = status >= 200 && status < 300;
  if (ok && answer && !redirected) return answer;
  // A page of HTML where JSON is due is the login page or the platform's own refusal of a session that ended.
  const { error, code } = answer || {};
  const told = typeof error === "string" ? error : "";
  if (code === "somebody-else") throw new PostError("other", told, status);
  if (redirected || status === 401 || /^sign/.test(code) || (status === 403 && !told) || (ok && !answer)) {
    throw new PostError("session", told, status);
  }
  if (status >= 500 || status === 429 || status === 408) throw new PostError("network", told, status);
  throw new PostError("refused", told, status);
}
