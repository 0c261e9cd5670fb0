// One question with its typed answer.

import { fromTemplate, setData, setHidden, setOptionalText, setText } from './dom.js';
import { bounded, decimal, percent } from './format.js';
import { cautionOf } from './status.js';

const LONG_TEXT = 180;

/** What an answer says, in few words. */
export function answerText(answer) {
  if (!answer.valid || answer.value === null || answer.value === undefined) {
    return 'No valid answer';
  }
  if (answer.type === 'YES_NO') {
    return answer.value === true ? 'Yes' : 'No';
  }
  if (typeof answer.value === 'number') {
    return decimal(answer.value);
  }
  if (Array.isArray(answer.value)) {
    return bounded(answer.value.map(placeText).join('; ') || 'None');
  }
  return bounded(typeof answer.value === 'object' ? JSON.stringify(answer.value) : answer.value);
}

/** A box as "cup 0, 50 to 50, 100", a point as "cup 12, 7", in pixels of the frame. */
function placeText({ label, x, y, x1, y1, x2, y2 }) {
  const pair = (right, down) => `${Math.round(right)}, ${Math.round(down)}`;
  const where = x1 === undefined ? pair(x, y) : `${pair(x1, y1)} to ${pair(x2, y2)}`;
  return label ? `${label} ${where}` : where;
}

/** How an answer looks: yes, no, choice, number, text or invalid. */
export function answerLook(answer) {
  if (!answer.valid || answer.value === null || answer.value === undefined) {
    return 'invalid';
  }
  if (answer.type === 'YES_NO') {
    return answer.value === true ? 'yes' : 'no';
  }
  return ['CHOICE', 'NUMBER'].includes(answer.type) ? answer.type.toLowerCase() : 'text';
}

export class AnswerView {
  constructor() {
    const { root, parts } = fromTemplate('answer-template');
    this.root = root;
    this.parts = parts;
    parts.more.addEventListener('click', () => this.unfold(parts.more.getAttribute('aria-expanded') !== 'true'));
  }

  /** Shows an answer in place of the one before. */
  show(answer) {
    const text = answerText(answer);
    const look = answerLook(answer);
    setText(this.parts.question, bounded(answer.question || answer.questionId));
    setText(this.parts.value, text);
    setData(this.root, 'look', look);
    const caution = cautionOf(answer);
    setOptionalText(this.parts.caution, caution);
    setData(this.root, 'doubtful', caution ? 'true' : null);
    const raw = look === 'invalid' && answer.text ? `The model wrote: ${bounded(answer.text)}` : null;
    setOptionalText(this.parts.raw, raw);
    this.setLong(text.length > LONG_TEXT || (raw?.length ?? 0) > LONG_TEXT);
    this.showProbability(answer.probability);
  }

  showProbability(probability) {
    const known = Number.isFinite(probability);
    setHidden(this.parts.probability, !known);
    if (known) {
      setText(this.parts.percent, percent(probability));
      this.parts.barFill.style.setProperty('--share', Math.min(1, Math.max(0, probability)).toFixed(3));
    }
  }

  setLong(long) {
    setData(this.root, 'long', long ? 'true' : null);
    setHidden(this.parts.more, !long);
    if (!long) {
      this.unfold(false);
    }
  }

  unfold(open) {
    this.parts.more.setAttribute('aria-expanded', String(open));
    setText(this.parts.more, open ? 'Show less' : 'Show all');
    setData(this.root, 'open', open ? 'true' : null);
  }
}
