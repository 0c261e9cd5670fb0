// The words and colours of a source's state and an event's status.

import { count, words } from './format.js';

const STATE_TONES = {
  STARTING: 'calm', RUNNING: 'good', STALLED: 'warn', ENDED: 'calm', STOPPED: 'calm', BROKEN: 'bad',
};
const STATUS_TONES = { ANSWERED: 'good', INVALID: 'warn', EXPIRED: 'warn', SHED: 'warn', FAILED: 'bad' };
const STATUS_REASONS = {
  INVALID: 'At least one answer does not fit its type.',
  EXPIRED: 'The answer came too late to be worth anything.',
  SHED: 'Given up under load.',
  FAILED: 'The worker could not answer.',
};

/** Label and tone of a source's state; a source without a connector has none. */
export function stateOf(source) {
  if (!source.state) {
    return { label: 'No connector', tone: 'calm' };
  }
  const tone = STATE_TONES[source.state] ?? 'calm';
  return { label: words(source.state), tone: tone === 'good' && source.conditions?.length ? 'warn' : tone };
}

/** What people should know of a source: why it does not run, and what is wrong with its pictures; null for nothing. */
export function toldOf(source) {
  const told = (source.conditions ?? []).map(({ meaning }) => meaning);
  if (source.state !== 'RUNNING' && source.message) {
    told.unshift(source.message);
  }
  return told.join('; ') || null;
}

/** How fast pictures come and go on, and how often the source broke off; null without a connector. */
export function paceOf(source) {
  if (!source.state) {
    return null;
  }
  const waits = source.waits > 0 ? `, broke off ${count(source.waits)} times` : '';
  return `${perSecond(source.picturesPerSecond)} pictures/s, ${perSecond(source.framesPerSecond)} frames/s${waits}`;
}

function perSecond(rate) {
  return Number.isFinite(rate) ? rate.toFixed(1) : '0.0';
}

/** Label and tone of an event's status. */
export function statusOf(event) {
  return { label: words(event.status), tone: STATUS_TONES[event.status] ?? 'calm' };
}

/** What was given up under load, in words; null when nothing was. */
export function givenUpOf(event) {
  return event.quality?.length
    ? `Given up under load: ${event.quality.map(item => words(item).toLowerCase()).join(', ')}` : null;
}

/** A caution about an answer, or about an alert that it raised; null when there is none. */
export function cautionOf(answer) {
  const cautions = [];
  if (answer.knownQuestion === false) {
    cautions.push('Not a question that this model knows: it guesses');
  }
  if (answer.finishReason === 'LENGTH') {
    cautions.push('Cut at its greatest length');
  }
  return cautions.join('. ') || null;
}

/** Why an event was not answered; null when it was. */
export function reasonOf(event) {
  return event.status === 'ANSWERED' ? null : event.reason || STATUS_REASONS[event.status] || null;
}
