// The card of one source: identity and state, newest frame, newest answers, accounting.

import { AccountingView } from './accounting-view.js';
import { arrange, fromTemplate, setData, setHidden, setOptionalText, setText } from './dom.js';
import { bounded, words } from './format.js';
import { FrameView } from './frame-view.js';
import { QuestionSetView } from './question-set-view.js';
import { paceOf, stateOf, toldOf } from './status.js';

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
    this.asking = null; // ids of the sets that ask about the source; null until they are known
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
    const told = toldOf(source);
    setOptionalText(this.parts.message, told && bounded(told));
    setOptionalText(this.parts.pace, paceOf(source));
    this.frame.want(source.newestFrameAt);
    this.accounting.show(source);
    this.asking = source.askedBy ? new Set(source.askedBy) : null;
    this.keepSets();
    const asked = (source.askedBy ?? [null]).length > 0;
    setText(this.parts.noAnswers, asked
      ? 'No answers yet. The first one comes after a window closes.'
      : 'No question set asks about this source. framewise questions put adds one.');
    setData(this.parts.noAnswers, 'tone', asked ? null : 'warn');
  }

  /** Drops the question sets that no longer ask about the source. */
  keepSets() {
    for (const [id, view] of this.setViews) {
      if (this.asking && !this.asking.has(id)) {
        view.close();
        this.setViews.delete(id);
      }
    }
    this.arrangeSets();
  }

  /** The picture of the first set is beside the live one; those of other sets are above their answers. */
  arrangeSets() {
    const views = [...this.setViews.keys()].sort().map(id => [id, this.setViews.get(id)]);
    arrange(this.parts.sets, views.map(([, view]) => view.root));
    views.forEach(([id, { root, picture }], index) => {
      picture.nameSet(views.length > 1 ? `\u00b7 ${id}` : null);
      const place = index === 0 ? this.parts.pictures : root;
      if (picture.root.parentElement !== place) {
        place.prepend(picture.root);
      }
    });
    setHidden(this.parts.noAnswers, views.length > 0);
  }

  /** Shows an event in the view of its question set. */
  showEvent(event) {
    const ofRemovedSet = event.status === 'SHED' && this.asking && !this.asking.has(event.questionSetId);
    if (ofRemovedSet) {
      return;
    }
    if (!this.setViews.has(event.questionSetId)) {
      this.setViews.set(event.questionSetId, new QuestionSetView());
      this.arrangeSets();
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

  /** Releases what the card holds; it must not be used afterwards. */
  close() {
    this.frame.close();
    this.setViews.forEach(view => view.close());
    this.root.remove();
  }
}
