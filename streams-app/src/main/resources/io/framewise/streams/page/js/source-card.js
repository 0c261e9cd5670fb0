// The card of one source: identity and state, newest frame, newest answers, accounting.

import { AccountingView } from './accounting-view.js';
import { arrange, fromTemplate, setData, setHidden, setOptionalText, setText } from './dom.js';
import { bounded, words } from './format.js';
import { FrameView } from './frame-view.js';
import { QuestionSetView } from './question-set-view.js';
import { stateOf } from './status.js';

/** The id that a source's card has in the page. */
export function cardIdOf(sourceId) {
  return `source-${encodeURIComponent(sourceId)}`;
}

export class SourceCard {
  constructor(sourceId) {
    const { root, parts } = fromTemplate('card-template');
    this.root = root;
    this.parts = parts;
    this.setViews = new Map();
    root.id = cardIdOf(sourceId);
    root.tabIndex = -1; // links of the feed move the focus here
    parts.id.id = `${root.id}-name`;
    root.setAttribute('aria-labelledby', parts.id.id);
    setText(parts.id, sourceId);
    this.frame = new FrameView(sourceId, parts);
    this.accounting = new AccountingView(parts);
  }

  /** Shows state, frame and counts as the API reports them. */
  showSource(source) {
    const { label, tone } = stateOf(source);
    setOptionalText(this.parts.domain, source.domain && words(source.domain));
    setText(this.parts.state, label);
    setData(this.parts.state, 'tone', tone);
    setData(this.root, 'tone', tone);
    const told = source.state !== 'RUNNING' && source.message ? bounded(source.message) : null;
    setOptionalText(this.parts.message, told);
    this.frame.want(source.newestFrameAt);
    this.accounting.show(source);
  }

  /** Shows an event in the place of its question set. */
  showEvent(event) {
    if (!this.setViews.has(event.questionSetId)) {
      this.setViews.set(event.questionSetId, new QuestionSetView());
      const inOrder = [...this.setViews.keys()].sort();
      arrange(this.parts.sets, inOrder.map(id => this.setViews.get(id).root));
      setHidden(this.parts.noAnswers, true);
    }
    this.setViews.get(event.questionSetId).show(event);
    const names = [...this.setViews.values()].map(view => view.answered?.model?.name ?? '');
    setHidden(this.parts.modelNote, !names.some(name => name === 'framewise-demo'));
  }

  /** Brings all ages up to date. */
  tick() {
    this.frame.tick();
    this.setViews.forEach(view => view.tick());
  }

  /** Lets go of what the card holds; it is not used afterwards. */
  close() {
    this.frame.close();
    this.root.remove();
  }
}
