// Turns numbers, times and names of the API into short texts for people.

const LONGEST_TEXT = 4000; // a longer answer is not readable on a card

const counts = new Intl.NumberFormat('en');
const decimals = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });
const timeOfDay = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit',
});
const DAY_MS = 86_400_000;

/** 12345 as "12,345"; anything that is no number as 0. */
export function count(value) {
  return counts.format(Number.isFinite(value) ? value : 0);
}

/** A measured or answered number, three decimals at most. */
export function decimal(value) {
  return decimals.format(value);
}

/** "1 source", "2 sources". */
export function plural(value, noun) {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** A probability as a percentage that never claims certainty it does not have. */
export function percent(probability) {
  if (probability > 0.995 && probability < 1) {
    return '>99 %';
  }
  if (probability > 0 && probability < 0.005) {
    return '<1 %';
  }
  return `${Math.round(probability * 100)} %`;
}

/** A length of time: "340 ms", "1.2 s", "14 s", "3 min 4 s", "2 h 5 min". */
export function duration(milliseconds) {
  const ms = Math.max(0, milliseconds);
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  if (ms < 9950) {
    return `${decimals.format(Math.round(ms / 100) / 10)} s`;
  }
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3600) {
    return joined(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  }
  return joined(Math.floor(seconds / 3600), 'h', Math.floor((seconds % 3600) / 60), 'min');
}

function joined(large, largeUnit, small, smallUnit) {
  return small ? `${large} ${largeUnit} ${small} ${smallUnit}` : `${large} ${largeUnit}`;
}

/** How long ago an instant was, in its largest unit: "now", "12 s ago", "4 min ago". */
export function age(instantMs, nowMs) {
  const seconds = Math.floor((nowMs - instantMs) / 1000);
  if (seconds < 1) {
    return 'now';
  }
  if (seconds < 60) {
    return `${seconds} s ago`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ago`;
  }
  if (seconds < 172_800) {
    return `${Math.floor(seconds / 3600)} h ago`;
  }
  return `${Math.floor(seconds / 86_400)} days ago`;
}

/** Time of day, with the date when it is not within a day of now. */
export function clockTime(instantMs, nowMs) {
  if (!Number.isFinite(instantMs)) {
    return 'unknown time';
  }
  const format = Math.abs(nowMs - instantMs) < DAY_MS ? timeOfDay : dayAndTime;
  return format.format(instantMs);
}

/** A window: "14:03:12 – 14:03:20, 8 s". */
export function span(start, end, nowMs) {
  const from = instant(start);
  const to = instant(end);
  return `${clockTime(from, nowMs)} \u2013 ${timeOnly(to)}, ${duration(to - from)}`;
}

function timeOnly(instantMs) {
  return Number.isFinite(instantMs) ? timeOfDay.format(instantMs) : 'unknown time';
}

/** Milliseconds of an ISO timestamp; NaN when there is none. */
export function instant(timestamp) {
  return timestamp ? Date.parse(timestamp) : NaN;
}

/** A name of the API as words: "DEAD_LETTERED" as "Dead lettered". */
export function words(name) {
  const lower = String(name).toLowerCase().replaceAll(/[_-]+/g, ' ');
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}

/** What a window is about besides its source: "part 4711, line 2"; null when its attributes do not say. */
export function subjectOf(attributes) {
  const named = ['part', 'line', 'batch'].filter(name => attributes?.[name]);
  return named.map(name => `${name} ${bounded(attributes[name])}`).join(', ') || null;
}

/** Free text, cut to a length that fits the page. */
export function bounded(text) {
  const whole = String(text ?? '');
  return whole.length > LONGEST_TEXT ? `${whole.slice(0, LONGEST_TEXT)} \u2026` : whole;
}
