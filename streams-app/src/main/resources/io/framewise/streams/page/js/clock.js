// The time of the server. On a screen whose own clock is wrong, ages would be wrong too.

const TOLERATED_MS = 2000; // the Date header counts whole seconds, and the answer takes time to arrive

let offsetMs = 0;

/** Learns from the Date header of a response; null is ignored. */
export function observeServerDate(header) {
  const serverMs = header ? Date.parse(header) : NaN;
  if (!Number.isNaN(serverMs)) {
    const difference = serverMs - Date.now();
    offsetMs = Math.abs(difference) > TOLERATED_MS ? difference : 0;
  }
}

/** Milliseconds since the epoch, by the server's clock where it is known. */
export function now() {
  return Date.now() + offsetMs;
}
