// Asking a handler for JSON, by POST or GET.

const token = () => {
  const found = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  return found ? decodeURIComponent(found[1]) : "";
};

// Why it failed. `kind`: "session" (signed out), "refused" (the server says no, and why), "network" (worth trying again).
export class PostError extends Error {
  constructor(kind, message = "", status = 0) {
    super(message);
    this.kind = kind;
    this.status = status;
  }
}

// Resolves to the answer's JSON; rejects with a PostError. `timeout` in ms.
export const post = (url, body, timeout) => ask(url, { method: "POST", body: JSON.stringify(body) }, timeout);

// The same for an address that only tells something.
export const get = (url, timeout) => ask(url, { method: "GET" }, timeout);

async function ask(url, request, timeout = 30000) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), timeout);
  let response, text;
  try {
    response = await fetch(url, {
      ...request,
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
  let answer = null;
  try {
    answer = JSON.parse(text);
  } catch (failure) {
    answer = null;
  }
  if (response.ok && answer && !response.redirected) return answer;
  // A page of HTML where JSON is due is the login page or the platform's own refusal of a session that ended.
  const told = answer && typeof answer.error === "string" ? answer.error : "";
  if (response.redirected || response.status === 401 || (response.status === 403 && !told) || (response.ok && !answer)) {
    throw new PostError("session", told, response.status);
  }
  if (response.status >= 500 || response.status === 429 || response.status === 408) {
    throw new PostError("network", told, response.status);
  }
  throw new PostError("refused", told, response.status);
}
