package io.framewise.model.openai;

import io.framewise.model.engine.Dialogue;
import io.framewise.model.engine.DialogueWatch;

/** A conversation on its way to the engine. */
record Question(Dialogue dialogue, DialogueWatch watch) {}
