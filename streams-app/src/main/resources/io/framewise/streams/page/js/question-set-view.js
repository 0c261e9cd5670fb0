// The newest event of one question set: its answers and how they came about.

import { AnswerView } from './answer-view.js';
import { AnsweredView } from './answered-view.js';
import { now } from './clock.js';
import { arrange, create, fromTemplate, setData, setHidden, setOptionalText, setText } from './dom.js';
import { age, bounded, clockTime, count, duration, instant, span, subjectOf, words } from './format.js';
import { givenUpOf, reasonOf, statusOf } from './status.js';

export class QuestionSetView {
  constructor() {
    const { root, parts } = fromTemplate('set-template');
    this.root = root;
    this.parts = parts;
    this.newest = null; // the newest event that came
    this.event = null; // the newest event that is shown; the answers of a newer one may wait for their picture
    this.answered = null; // the event whose answers are shown
    this.answerViews = new Map();
    this.picture = new AnsweredView(event => this.settle(event));
    setHidden(this.picture.root, true);
  }

  /** Takes an event, unless a newer one has come already. */
  show(event) {
    if (isBefore(event, this.newest)) {
      return;
    }
    this.newest = event;
    if (event.answers?.length) {
      this.picture.show(event);
    } else {
      this.event = event;
      this.draw();
    }
  }

  settle(event) {
    this.answered = event;
    if (this.event?.answers?.length || !isBefore(event, this.event)) {
      this.event = event;
    }
    this.draw();
  }

  draw() {
    this.showHead();
    this.showAnswers(this.answered?.answers ?? []);
    this.showFacts();
    this.showAge();
  }

  /** Brings the age of an earlier answer up to date. */
  tick() {
    this.picture.tick();
    if (this.event) {
      this.showAge();
    }
  }

  showAge() {
    const old = this.answered && this.answered !== this.event;
    setData(this.root, 'earlier', old ? 'true' : null);
    const text = old ? `Answers of an earlier window, ${age(instant(this.answered.createdAt), now())}:` : null;
    setOptionalText(this.parts.earlier, text);
  }

  /** Lets go of the picture. */
  close() {
    this.picture.close();
    this.picture.root.remove();
  }

  showHead() {
    const event = this.event;
    const { label, tone } = statusOf(event);
    setText(this.parts.id, event.questionSetId);
    const version = event.questionSetVersion;
    setOptionalText(this.parts.version, Number.isFinite(version) && `version ${version}`);
    setText(this.parts.status, label);
    setData(this.parts.status, 'tone', tone);
    setHidden(this.parts.status, event.status === 'ANSWERED');
    setOptionalText(this.parts.subject, subjectOf(event.attributes));
    setOptionalText(this.parts.givenUp, givenUpOf(event));
    setText(this.parts.span, event.window ? span(event.window.start, event.window.end, now()) : '');
    const reason = reasonOf(event);
    setOptionalText(this.parts.reason, reason && bounded(reason));
  }

  showAnswers(answers) {
    const views = new Map();
    for (const answer of answers) {
      const view = this.answerViews.get(answer.questionId) ?? new AnswerView();
      view.show(answer);
      views.set(answer.questionId, view);
    }
    this.answerViews = views;
    arrange(this.parts.answers, [...views.values()].map(view => view.root));
  }

  showFacts() {
    const facts = factsOf(this.event);
    const items = this.parts.facts.children;
    while (items.length > facts.length) {
      items[items.length - 1].remove();
    }
    while (items.length < facts.length) {
      this.parts.facts.append(create('li', ''));
    }
    facts.forEach((fact, index) => setText(items[index], fact));
  }
}

function isBefore(event, other) {
  return other !== null && instant(event.createdAt) < instant(other.createdAt);
}

function factsOf(event) {
  const facts = [];
  if (event.window) {
    facts.push(`${count(event.frames?.length)} of ${count(event.window.framesSeen)} frames used`);
  }
  if (event.window?.closedBy === 'IDLE') {
    facts.push('closed because the source fell silent');
  }
  if (event.window?.unchangedSince) {
    facts.push(`nothing has changed since ${clockTime(instant(event.window.unchangedSince), now())}`);
  }
  if (event.repeats) {
    facts.push('answers of the same picture before');
  }
  if (event.window?.conditions?.length) {
    facts.push(`pictures: ${event.window.conditions.map(words).join(', ')}`);
  }
  if (Number.isFinite(event.latencyMs)) {
    const verb = event.answers?.length ? 'answered' : 'ended';
    facts.push(`${verb} ${duration(event.latencyMs)} after capture`);
  }
  if (event.model?.name) {
    facts.push(event.model.name);
  }
  return facts;
}
