// Decides whether a crashed server is started again. Free of the VS Code API.

/** Span in which crashes are counted, in milliseconds. */
const span = 3 * 60 * 1000;

/** Crashes within the span that are put up with. */
const limit = 4;

export class CrashCounter {
  private times: number[] = [];

  /** Notes a crash; true while there were few of them lately. `now` is in milliseconds. */
  mayRestart(now: number): boolean {
    this.times = [...this.times.filter((time) => now - time < span), now];
    return this.times.length <= limit;
  }
}
