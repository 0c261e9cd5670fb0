// Waiting times that double with each failure, with a random part so that many screens do not return at the same time.

const CHANCE = 0.2;

export class BackOff {
  constructor(firstMs, mostMs) {
    this.firstMs = firstMs;
    this.mostMs = mostMs;
    this.failures = 0;
  }

  /** Counts one more failure and says how long to wait after it. */
  next() {
    const waitMs = Math.min(this.mostMs, this.firstMs * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 30);
    return Math.round(waitMs * (1 - CHANCE + Math.random() * 2 * CHANCE));
  }

  /** Forgets the failures after a success. */
  reset() {
    this.failures = 0;
  }
}
