// Progress comes whole from the server. A page that the browser kept for its back button shows what was true before.
export default function start() {
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
