// Answers that are not sent yet, on this device, under the name of this person and quiz.
// A browser may forbid its storage or have none left: then the page works on without.
export class Draft {
  constructor(storage) {
    this.name = `score-quiz/${storage}`;
  }

  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.name));
      const whole = kept && typeof kept.attempt === "string" && kept.answers && typeof kept.answers === "object";
      return whole ? kept : null;
    } catch (forbidden) {
      return null;
    }
  }

  write(kept) {
    try {
      localStorage.setItem(this.name, JSON.stringify(kept));
    } catch (forbidden) {
      return;
    }
  }

  drop() {
    try {
      localStorage.removeItem(this.name);
    } catch (forbidden) {
      return;
    }
  }
}
