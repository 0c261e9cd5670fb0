// The feed: the newest events of all sources. It is drawn at most twice a second, however fast events arrive.

import { answerLook, answerText } from './answer-view.js';
import { now } from './clock.js';
import { arrange, create, fromTemplate, setData, setHidden, setOptionalText, setText } from './dom.js';
import { bounded, clockTime, count, instant, percent, subjectOf } from './format.js';
import { cardIdOf } from './source-card.js';
import { cautionOf, givenUpOf, reasonOf, statusOf } from './status.js';

const DRAW_EVERY_MS = 500;
const ANSWERS_SHOWN = 4;

export class EventFeed {
  constructor(log) {
    this.log = log;
    this.rows = new Map();
    this.timer = null;
    this.list = document.getElementById('feed-list');
    this.empty = document.getElementById('feed-empty');
    this.note = document.getElementById('feed-note');
    this.pause = document.getElementById('feed-pause');
    this.paused = false;
    this.missed = 0;
    this.pause.addEventListener('click', () => this.setPaused(!this.paused));
  }

  /** Draws the log soon. */
  changed(added = 1) {
    if (this.paused) {
      this.missed += added;
      setText(this.pause, `Resume, ${count(this.missed)} new`);
      return;
    }
    this.timer ??= setTimeout(() => this.draw(), DRAW_EVERY_MS);
  }

  /** Shows that the server dropped events because this page was too slow. */
  showGap(dropped) {
    const time = clockTime(now(), now());
    setOptionalText(this.note, `${count(dropped)} events were skipped at ${time}: this page could not keep up.`);
  }

  setPaused(paused) {
    this.paused = paused;
    this.missed = 0;
    this.pause.setAttribute('aria-pressed', String(paused));
    setText(this.pause, paused ? 'Resume' : 'Pause');
    if (!paused) {
      this.draw();
    }
  }

  draw() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.paused) {
      return;
    }
    const rows = new Map();
    for (const event of this.log.events) {
      rows.set(event.eventId, this.rows.get(event.eventId) ?? rowOf(event));
    }
    this.rows = rows;
    arrange(this.list, [...rows.values()]);
    setHidden(this.empty, rows.size > 0);
  }
}

function rowOf(event) {
  const { root, parts } = fromTemplate('feed-template');
  const { label, tone } = statusOf(event);
  const madeMs = instant(event.createdAt);
  setText(parts.time, clockTime(madeMs, now()));
  parts.time.dateTime = String(event.createdAt ?? '');
  setText(parts.source, event.sourceId);
  parts.source.href = `#${encodeURIComponent(cardIdOf(event.sourceId))}`;
  setText(parts.set, event.questionSetId);
  setOptionalText(parts.subject, subjectOf(event.attributes));
  setOptionalText(parts.givenUp, givenUpOf(event));
  setText(parts.status, label);
  setData(parts.status, 'tone', tone);
  setHidden(parts.status, event.status === 'ANSWERED');
  parts.answers.append(...linesOf(event));
  return root;
}

function linesOf(event) {
  const answers = event.answers ?? [];
  const lines = answers.slice(0, ANSWERS_SHOWN).map(lineOf);
  if (answers.length > ANSWERS_SHOWN) {
    lines.push(create('li', 'feed-more', `and ${answers.length - ANSWERS_SHOWN} more`));
  }
  const reason = reasonOf(event);
  if (reason && !answers.length) {
    lines.push(create('li', 'feed-reason', bounded(reason)));
  }
  return lines;
}

function lineOf(answer) {
  const line = create('li', 'feed-answer');
  const value = create('span', 'feed-value', answerText(answer));
  value.dataset.look = answerLook(answer);
  line.append(create('span', 'feed-question', answer.questionId), value);
  const caution = cautionOf(answer);
  if (caution) {
    line.dataset.cautious = 'true';
    line.prepend(create('span', 'caution', `${caution}:`));
  }
  if (Number.isFinite(answer.probability)) {
    line.append(create('span', 'feed-percent', percent(answer.probability)));
  }
  return line;
}
